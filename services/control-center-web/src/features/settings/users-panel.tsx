'use client'
/** Who may come in, and with which role; for admins. */
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi, useMay, useSession } from '../../api/api-provider.tsx'
import { answerOf } from '../../api/problem.ts'
import type { User } from '../../api/types.ts'
import { useIsStale } from '../../live/live-provider.tsx'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelContent, PanelEmpty } from '../../ui/panel-states.tsx'
import { AsOf } from './as-of.tsx'
import type { Role } from './roles.ts'
import { SecretOnce } from './secret-once.tsx'
import { settingsQueries } from './settings-queries.ts'
import { useChange } from './use-change.ts'
import type { UserChange } from './user-change.ts'
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
  const { add, change, reset } = useUserChanges()
  const items = users.data?.items ?? []
  const user =
    open === undefined || open.kind === 'add' ? undefined : items.find(({ name }) => name === open.name)
  const close = () => {
    setOpen(undefined)
    for (const each of [add, change, reset]) if (each.isError) each.reset()
  }
  const [given, forget] = add.data === undefined ? [reset.data, reset.reset] : [add.data, add.reset]
  return (
    <Panel
      title={t('title')}
      sub={<AsOf isStale={isStale} since={users.dataUpdatedAt} />}
      isStale={isStale}
      end={
        <Button disabled={open?.kind === 'add'} onClick={() => setOpen({ kind: 'add' })}>
          {t('add')}
        </Button>
      }
    >
      {open?.kind === 'add' ? (
        <UserForm
          isBusy={add.isPending}
          error={add.error}
          onAdd={(wanted) => add.mutate(wanted, { onSuccess: close })}
          onClose={close}
        />
      ) : null}
      {open?.kind === 'change' && user !== undefined ? (
        <UserEditor
          key={user.name}
          {...{ user, users: items }}
          isBusy={change.isPending}
          error={change.error}
          onSave={(wanted) => change.mutate({ name: user.name, wanted }, { onSuccess: close })}
          onClose={close}
        />
      ) : null}
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
            onChange={({ name }) => setOpen({ kind: 'change', name })}
            onReset={({ name }) => setOpen({ kind: 'reset', name })}
          />
        )}
      </PanelContent>
      {open?.kind === 'reset' && user !== undefined ? (
        <ConfirmDialog
          title={t('resetTitle', { name: user.name })}
          description={t('resetNote')}
          confirmLabel={t('reset')}
          isBusy={reset.isPending}
          error={reset.error}
          onConfirm={() => reset.mutate(user.name, { onSuccess: close })}
          onClose={close}
        />
      ) : null}
    </Panel>
  )
}

function useUserChanges() {
  const { client, session } = useApi()
  const { user: me } = useSession()
  const add = useChange(['users'], (body: { name: string; role: Role }) =>
    answerOf(client.POST('/api/v1/users', { body })),
  )
  const reset = useChange(['users'], (name: User['name']) =>
    answerOf(client.POST('/api/v1/users/{name}/reset-password', { params: { path: { name } } })),
  )
  const change = useChange(['users'], async ({ name, wanted }: { name: string; wanted: UserChange }) => {
    const changed = await answerOf(
      client.PUT('/api/v1/users/{name}', { params: { path: { name } }, body: wanted }),
    )
    // Of oneself: what the page shows follows from the role, and whoever is disabled is out.
    if (name === me?.name) await session.refresh()
    return changed
  })
  return { add, change, reset }
}
