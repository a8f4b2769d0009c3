'use client'
/** Role and access of a user: what would change is shown before it is asked for, and only that is sent. */
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSession } from '../../api/api-provider.tsx'
import type { User } from '../../api/types.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { DiffList } from '../../ui/diff-list.tsx'
import { SelectField } from '../../ui/field.tsx'
import { FailureNote } from './failure-note.tsx'
import { InlineEditor } from './inline-editor.tsx'
import { isRole, ROLES } from './roles.ts'
import { consequencesOf, type UserChange, userChange } from './user-change.ts'

export interface UserEditorProps {
  readonly user: User
  readonly users: readonly User[]
  readonly isBusy: boolean
  readonly error: Error | null
  readonly onSave: (change: UserChange) => void
  readonly onClose: () => void
}

export function UserEditor({ user, users, isBusy, error, onSave, onClose }: UserEditorProps) {
  const t = useTranslations('settings.users')
  const ui = useTranslations('ui')
  const roles = useTranslations('frame.roles')
  const { user: me } = useSession()
  // What was not touched follows the user, whom another admin may change meanwhile.
  const [wanted, setWanted] = useState<UserChange>({})
  const { role, disabled } = { ...user, ...wanted }
  const change = userChange(user, { role, disabled })
  const consequences = consequencesOf(user, change, users, me?.name)
  const access = (isDisabled: boolean) => t(isDisabled ? 'states.disabled' : 'states.enabled')
  const changes = [
    ...(change.role === undefined
      ? []
      : [{ name: t('columns.role'), from: roles(user.role), to: roles(change.role) }]),
    ...(change.disabled === undefined
      ? []
      : [{ name: t('access'), from: access(user.disabled), to: access(change.disabled) }]),
  ]
  const isReady = changes.length > 0 && !consequences.includes('lastAdmin') && !isBusy
  return (
    <InlineEditor title={t('changeTitle', { name: user.name })} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) onSave(change)
        }}
      >
        <div className="grid grid-cols-2 items-start gap-3 max-md:grid-cols-1">
          <SelectField
            label={t('columns.role')}
            value={role}
            options={ROLES.map((value) => ({ value, label: roles(value) }))}
            was={change.role === undefined ? undefined : roles(user.role)}
            onChange={({ target }) => isRole(target.value) && setWanted({ ...wanted, role: target.value })}
          />
          <SelectField
            label={t('access')}
            value={String(disabled)}
            options={[false, true].map((value) => ({ value: String(value), label: access(value) }))}
            was={change.disabled === undefined ? undefined : access(user.disabled)}
            onChange={({ target }) => setWanted({ ...wanted, disabled: target.value === 'true' })}
          />
        </div>
        <DiffList changes={changes} className="mt-3" />
        {consequences.map((consequence) => (
          <Callout key={consequence} tone="warn" className="mt-2">
            {t(`consequences.${consequence}`)}
          </Callout>
        ))}
        <FailureNote error={error} className="mt-3" />
        <div className="mt-3 flex justify-end gap-2">
          <Button kind="ghost" onClick={onClose}>
            {ui('cancel')}
          </Button>
          <Button type="submit" kind="primary" disabled={!isReady}>
            {t('save')}
          </Button>
        </div>
      </form>
    </InlineEditor>
  )
}
