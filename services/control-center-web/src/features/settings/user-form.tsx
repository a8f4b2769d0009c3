'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useTranslations } from 'next-intl'
import { useForm, useWatch } from 'react-hook-form'
import { z } from '../../parsing/zod.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { FailureNote } from './failure-note.tsx'
import { InlineEditor } from './inline-editor.tsx'
import { ROLES } from './roles.ts'
import { isUserName } from './user-change.ts'

const schema = z.object({ name: z.string().trim().refine(isUserName), role: z.enum(ROLES) })

type NewUser = z.output<typeof schema>

export interface UserFormProps {
  readonly isBusy: boolean
  readonly error: Error | null
  readonly onAdd: (user: NewUser) => void
  readonly onClose: () => void
}

export function UserForm({ isBusy, error, onAdd, onClose }: UserFormProps) {
  const t = useTranslations('settings.users')
  const ui = useTranslations('ui')
  const roles = useTranslations('frame.roles')
  const may = useTranslations('settings.account.may')
  const { register, control, handleSubmit, formState } = useForm<NewUser>({
    resolver: zodResolver(schema),
    defaultValues: { name: '', role: 'viewer' },
  })
  const role = useWatch({ control, name: 'role' })
  return (
    <InlineEditor title={t('add')} onClose={onClose}>
      <form noValidate onSubmit={(event) => void handleSubmit(onAdd)(event)}>
        <div className="grid grid-cols-2 items-start gap-3 max-md:grid-cols-1">
          <TextField
            label={t('columns.name')}
            autoCapitalize="none"
            spellCheck={false}
            maxLength={64}
            error={formState.errors.name && t('nameRule')}
            {...register('name')}
          />
          <SelectField
            label={t('columns.role')}
            options={ROLES.map((value) => ({ value, label: roles(value) }))}
            {...register('role')}
          />
        </div>
        <Callout tone={role === 'admin' ? 'warn' : 'info'} className="mt-3 bg-transparent px-0 py-0">
          {may(role)} {t('passwordMade')}
        </Callout>
        <FailureNote error={error} className="mt-3" />
        <div className="mt-3 flex justify-end gap-2">
          <Button kind="ghost" onClick={onClose}>
            {ui('cancel')}
          </Button>
          <Button type="submit" kind="primary" disabled={isBusy}>
            {t('add')}
          </Button>
        </div>
      </form>
    </InlineEditor>
  )
}
