'use client'
import { Play, Square } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi, useMay } from '../../api/api-provider.tsx'
import { answerOf } from '../../api/problem.ts'
import type { StrategyDetail } from '../../api/types.ts'
import { useSendCommand } from '../../commands/use-send-command.ts'
import { Button } from '../../ui/button.tsx'
import { ReasonDialog } from '../commands/reason-dialog.tsx'

type Status = NonNullable<StrategyDetail['status']>

/** Start, pause and stop: each with a reason, and after saying what it does to orders and positions. */
export function StatusButtons({ strategy: { id, status } }: { readonly strategy: StrategyDetail }) {
  const t = useTranslations('strategies.setStatus')
  const { client } = useApi()
  const mayChange = useMay('operator')
  const { send, isSending } = useSendCommand()
  const [wanted, setWanted] = useState<Status>()
  const set = async (reason: string): Promise<void> => {
    if (wanted === undefined) return
    setWanted(undefined)
    await send({
      title: t(`${wanted}.sending`, { id }),
      ask: (key) =>
        answerOf(
          client.PUT('/api/v1/strategies/{id}/status', {
            params: { path: { id }, header: { 'idempotency-key': key } },
            body: { status: wanted, reason },
          }),
        ),
    })
  }
  return (
    <>
      {STATUSES.filter((each) => each !== status).map((each) => {
        const Icon = ICONS[each]
        return (
          <Button key={each} disabled={!mayChange} onClick={() => setWanted(each)}>
            <Icon className="size-3.5" aria-hidden />
            {t(`${each}.label`)}
          </Button>
        )
      })}
      {wanted === undefined ? null : (
        <ReasonDialog
          isOpen
          isSending={isSending}
          onOpenChange={() => setWanted(undefined)}
          title={t(`${wanted}.title`, { id })}
          description={t(`${wanted}.about`)}
          confirmLabel={t(`${wanted}.label`)}
          onConfirm={(reason) => void set(reason)}
        />
      )}
    </>
  )
}

const ICONS = { RUNNING: Play, STOPPED: Square } as const
const STATUSES = ['RUNNING', 'STOPPED'] as const satisfies readonly Status[]
