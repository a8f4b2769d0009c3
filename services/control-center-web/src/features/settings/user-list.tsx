'use client'
import { useTranslations } from 'next-intl'
import { useSession } from '../../api/api-provider.tsx'
import type { User } from '../../api/types.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Glyph } from '../../ui/glyphs.tsx'
import { Day } from './day.tsx'

export interface UserListProps {
  readonly users: readonly User[]
  /** A password stands there to be kept: no other one is asked for before. */
  readonly isTelling: boolean
  readonly onChange: (user: User) => void
  readonly onReset: (user: User) => void
}

export function UserList({ users, isTelling, onChange, onReset }: UserListProps) {
  const t = useTranslations('settings.users')
  const roles = useTranslations('frame.roles')
  const actions = (user: User) => <Actions {...{ user, isTelling, onChange, onReset }} />
  const columns: readonly Column<User>[] = [
    { key: 'name', head: t('columns.name'), cell: (user) => <Name user={user} /> },
    { key: 'role', head: t('columns.role'), cell: ({ role }) => roles(role) },
    { key: 'state', head: t('columns.state'), cell: (user) => <State user={user} /> },
    {
      ...{ key: 'since', head: t('columns.since'), from: 720 },
      cell: ({ createdAt }) => <Day value={createdAt} />,
    },
    {
      ...{ key: 'changed', head: t('columns.changed'), from: 720 },
      cell: ({ updatedAt }) => <Day value={updatedAt} />,
    },
    {
      ...{ key: 'actions', head: <span className="sr-only">{t('columns.actions')}</span>, isNumber: true },
      cell: actions,
    },
  ]
  return (
    <>
      <DataTable
        label={t('title')}
        columns={columns}
        rows={users}
        keyOf={({ name }) => name}
        className="max-md:hidden"
      />
      <ul className="hidden px-3.5 pb-2 max-md:block">
        {users.map((user) => (
          <li key={user.name} className="border-line border-b pt-2.5 text-12 last:border-0">
            <p className="flex items-center justify-between gap-3 text-13">
              <Name user={user} />
              <State user={user} />
            </p>
            <p className="flex items-center justify-between gap-3 text-faint">
              {roles(user.role)}
              {actions(user)}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}

function Name({ user: { name } }: { readonly user: User }) {
  const t = useTranslations('settings.users')
  const isMe = useSession().user?.name === name
  return (
    <span className="flex min-w-0 items-center gap-2 font-medium text-strong">
      <span className="max-w-60 truncate" title={name}>
        {name}
      </span>
      {isMe ? <span className="font-normal text-faint">{t('you')}</span> : null}
    </span>
  )
}

function State({ user: { disabled, mustChangePassword } }: { readonly user: User }) {
  const t = useTranslations('settings.users.states')
  if (disabled)
    return (
      <Badge>
        <Glyph name="ring" />
        {t('disabled')}
      </Badge>
    )
  return (
    <Badge tone={mustChangePassword ? 'warn' : 'gain'}>
      <Glyph name={mustChangePassword ? 'diamond' : 'dot'} />
      {t(mustChangePassword ? 'mustChange' : 'enabled')}
    </Badge>
  )
}

interface ActionsProps extends Omit<UserListProps, 'users'> {
  readonly user: User
}

function Actions({ user, isTelling, onChange, onReset }: ActionsProps) {
  const t = useTranslations('settings.users')
  const isMe = useSession().user?.name === user.name
  return (
    <span className="-mr-2.5 inline-flex max-md:-mr-4">
      {/* One's own would be told to somebody who is out by then: it is changed under Account. */}
      {isMe ? null : (
        <Button
          kind="ghost"
          disabled={isTelling}
          aria-label={t('resetTitle', { name: user.name })}
          onClick={() => onReset(user)}
        >
          {t('reset')}
        </Button>
      )}
      <Button kind="ghost" aria-label={t('changeTitle', { name: user.name })} onClick={() => onChange(user)}>
        {t('change')}
      </Button>
    </span>
  )
}
