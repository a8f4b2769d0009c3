'use client'
/** One's own tokens for programs: made, shown once, revoked. */
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi } from '../../api/api-provider.tsx'
import { answerOf } from '../../api/problem.ts'
import type { ApiToken } from '../../api/types.ts'
import { useIsStale } from '../../live/live-provider.tsx'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelContent, PanelEmpty } from '../../ui/panel-states.tsx'
import { useNow } from '../../ui/time.tsx'
import { AsOf } from './as-of.tsx'
import { SecretOnce } from './secret-once.tsx'
import { settingsQueries } from './settings-queries.ts'
import { TokenList } from './token-list.tsx'
import { isUsable, tokensInOrder } from './token-state.ts'
import { useChange } from './use-change.ts'

const TokenForm = dynamic(() => import('./token-form.tsx').then(({ TokenForm }) => TokenForm), { ssr: false })
const ConfirmDialog = dynamic(
  () => import('./confirm-dialog.tsx').then(({ ConfirmDialog }) => ConfirmDialog),
  { ssr: false },
)

export function TokensPanel() {
  const t = useTranslations('settings.tokens')
  const { client } = useApi()
  const tokens = useQuery(settingsQueries.tokens(client))
  const isStale = useIsStale() || tokens.isRefetchError
  const [isMaking, setIsMaking] = useState(false)
  const make = useChange(
    ['tokens'],
    (body: { name: string; role: ApiToken['role']; expiresInDays: number }) =>
      answerOf(client.POST('/api/v1/auth/tokens', { body })),
  )
  return (
    <Panel
      title={t('title')}
      sub={<AsOf isStale={isStale} since={tokens.dataUpdatedAt} />}
      isStale={isStale}
      end={
        <Button
          disabled={make.isPending || make.data !== undefined}
          aria-expanded={isMaking}
          onClick={() => setIsMaking(!isMaking)}
        >
          {t('make')}
        </Button>
      }
    >
      {isMaking ? (
        <TokenForm
          isBusy={make.isPending}
          error={make.error}
          onMake={(wanted) => make.mutate(wanted, { onSuccess: () => setIsMaking(false) })}
          onClose={() => {
            setIsMaking(false)
            // What is on its way is not forgotten: its answer is a token that nobody is told twice.
            if (make.isError) make.reset()
          }}
        />
      ) : null}
      {make.data === undefined ? null : (
        <SecretOnce
          title={t('made', { name: make.data.name })}
          note={t('once')}
          secret={make.data.token}
          onDone={make.reset}
        />
      )}
      <PanelContent query={tokens} errorTitle={t('failed')}>
        {({ items }) => <Tokens tokens={items} />}
      </PanelContent>
    </Panel>
  )
}

function Tokens({ tokens }: { readonly tokens: readonly ApiToken[] }) {
  const t = useTranslations('settings.tokens')
  const { client } = useApi()
  const now = useNow()
  const [isAll, setIsAll] = useState(false)
  const [revoking, setRevoking] = useState<ApiToken>()
  const revoke = useChange(['tokens'], (id: string) =>
    answerOf(client.DELETE('/api/v1/auth/tokens/{id}', { params: { path: { id } } })),
  )
  const inOrder = tokensInOrder(tokens, now)
  const usable = inOrder.filter((token) => isUsable(token, now))
  const over = inOrder.length - usable.length
  const close = () => {
    setRevoking(undefined)
    revoke.reset()
  }
  return (
    <>
      {inOrder.length === 0 || (usable.length === 0 && !isAll) ? (
        <PanelEmpty title={t('none')}>{t('noneHint')}</PanelEmpty>
      ) : (
        <TokenList tokens={isAll ? inOrder : usable} now={now} onRevoke={setRevoking} />
      )}
      {over === 0 ? null : (
        <div className="border-line border-t px-[3px] py-1">
          <Button kind="ghost" aria-expanded={isAll} onClick={() => setIsAll(!isAll)}>
            {t(isAll ? 'hideOver' : 'showOver', { count: over })}
          </Button>
        </div>
      )}
      {revoking === undefined ? null : (
        <ConfirmDialog
          title={t('revokeTitle', { name: revoking.name })}
          description={t('revokeNote')}
          confirmLabel={t('revoke')}
          isBusy={revoke.isPending}
          error={revoke.error}
          onConfirm={() => revoke.mutate(revoking.id, { onSuccess: close })}
          onClose={close}
        />
      )}
    </>
  )
}
