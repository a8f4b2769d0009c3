'use client'
/** Who may come in, and with which role; for admins. */
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi, useMay } from '../../api/api-provider.tsx'
import type { User } from '../../api/types.ts'
import { useIsStale } from '../../live/live-provider.tsx'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelContent, PanelEmpty } from '../../ui/panel-states.tsx'
import { AsOf } from './as-of.tsx'
import { SecretOnce } from './secret-once.tsx'
import { settingsQueries } from './settings-queries.ts'
import { useUserChanges } from './use-user-changes.ts'
import { UserList } from './user-list.tsx'

const UserForm = dynamic(() => import('./user-form.tsx').then(({ UserForm }) => UserForm), { ssr: false })
const UserEditor = dynamic(() => import('./user-editor.tsx').then(({ UserEditor }) => UserEditor), {
  ssr: false,
})
const ConfirmDialog = dynamic(
  () => import('./confirm-dialog.tsx').then(({ ConfirmDialog }) => ConfirmDialog),
  { ssr: false },
)

export function UsersPanel() {
  const t = useTranslations('settings.users')
  return useMay('admin') ? (
    <Users />
  ) : (
    <Panel title={t('title')}>
      <PanelEmpty title={t('adminOnly')}>{t('adminOnlyHint')}</PanelEmpty>
    </Panel>
  )
}

type Open = { readonly kind: 'add' } | { readonly kind: 'change' | 'reset'; readonly name: string }

function Users() {
  const t = useTranslations('settings.users')
  const users = useQuery(settingsQueries.users(useApi().client))
  const isStale = useIsStale() || users.isRefetchError
  const [open, setOpen] = useState<Open>()
  const changes = useUserChanges()
  const { add, reset } = changes
  const [given, forget] = add.data === undefined ? [reset.data, reset.reset] : [add.data, add.reset]
  // One after the other: the next password would take the place of one that was not put away.
  const isTelling = given !== undefined || add.isPending || reset.isPending
  return (
    <Panel
      title={t('title')}
      sub={<AsOf isStale={isStale} since={users.dataUpdatedAt} />}
      isStale={isStale}
      end={
        <Button
          disabled={isTelling}
          aria-expanded={open?.kind === 'add'}
          onClick={() => setOpen(open?.kind === 'add' ? undefined : { kind: 'add' })}
        >
          {t('add')}
        </Button>
      }
    >
      <OpenEditor {...{ open, changes }} users={users.data?.items ?? []} onClose={() => setOpen(undefined)} />
      {given === undefined ? null : (
        <SecretOnce
          title={t('given', { name: given.user.name })}
          note={t('once')}
          secret={given.password}
          onDone={forget}
        />
      )}
      <PanelContent query={users} errorTitle={t('failed')}>
        {(data) => (
          <UserList
            users={data.items}
            isTelling={isTelling}
            onChange={({ name }) => setOpen({ kind: 'change', name })}
            onReset={({ name }) => setOpen({ kind: 'reset', name })}
          />
        )}
      </PanelContent>
    </Panel>
  )
}

interface OpenEditorProps {
  readonly open: Open | undefined
  readonly users: readonly User[]
  readonly changes: ReturnType<typeof useUserChanges>
  readonly onClose: () => void
}

function OpenEditor({ open, users, changes: { add, change, reset }, onClose }: OpenEditorProps) {
  const t = useTranslations('settings.users')
  // What is on its way is not forgotten: its answer is a password that nobody is told twice.
  const cancel = () => {
    onClose()
    for (const each of [add, change, reset]) if (each.isError) each.reset()
  }
  if (open === undefined) return null
  if (open.kind === 'add')
    return (
      <UserForm
        onClose={cancel}
        isBusy={add.isPending}
        error={add.error}
        onAdd={(wanted) => add.mutate(wanted, { onSuccess: onClose })}
      />
    )
  const user = users.find(({ name }) => name === open.name)
  if (user === undefined) return null
  if (open.kind === 'change')
    return (
      <UserEditor
        key={user.name}
        {...{ user, users }}
        onClose={cancel}
        isBusy={change.isPending}
        error={change.error}
        onSave={(wanted) => change.mutate({ name: user.name, wanted }, { onSuccess: onClose })}
      />
    )
  return (
    <ConfirmDialog
      onClose={cancel}
      title={t('resetTitle', { name: user.name })}
      description={t('resetNote')}
      confirmLabel={t('reset')}
      isBusy={reset.isPending}
      error={reset.error}
      onConfirm={() => reset.mutate(user.name, { onSuccess: onClose })}
    />
  )
}
