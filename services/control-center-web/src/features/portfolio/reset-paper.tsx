'use client'
import { RotateCcw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi, useMay } from '../../api/api-provider.tsx'
import { answerOf } from '../../api/problem.ts'
import type { Portfolios } from '../../api/types.ts'
import { useSendCommand } from '../../commands/use-send-command.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { CheckField } from '../../ui/field.tsx'
import { ReasonDialog } from '../commands/reason-dialog.tsx'

/** Begins the paper account again: asks twice, since nothing of it comes back. */
export function ResetPaper({ portfolios: { accounts } }: { readonly portfolios: Portfolios }) {
  const t = useTranslations('portfolio.reset')
  const { client } = useApi()
  const mayReset = useMay('operator')
  const { send, isSending } = useSendCommand()
  const [isOpen, setIsOpen] = useState(false)
  const [isSure, setIsSure] = useState(false)
  const orders = accounts.reduce((sum, { openOrders }) => sum + openOrders, 0)
  const positions = accounts
    .flatMap((account) => account.positions)
    .filter(({ quantity }) => quantity !== '0').length
  const reset = async (reason: string): Promise<void> => {
    setIsOpen(false)
    await send({
      title: t('sending'),
      ask: (key) =>
        answerOf(
          client.POST('/api/v1/portfolio/reset', {
            params: { header: { 'idempotency-key': key } },
            body: { reason },
          }),
        ),
    })
  }
  return (
    <>
      <Button className="ml-auto" disabled={!mayReset} onClick={() => setIsOpen(true)}>
        <RotateCcw className="size-3.5" aria-hidden />
        {t('open')}
      </Button>
      <ReasonDialog
        {...{ isOpen, isSending }}
        onOpenChange={(open) => {
          setIsOpen(open)
          setIsSure(false)
        }}
        title={t('open')}
        description={t('about')}
        confirmLabel={t('confirm')}
        canConfirm={isSure}
        onConfirm={(reason) => void reset(reason)}
      >
        <Callout tone="warn" className="mb-3">
          {t('what', { orders, positions })}
        </Callout>
        <CheckField
          label={t('sure')}
          checked={isSure}
          onChange={(event) => setIsSure(event.target.checked)}
        />
      </ReasonDialog>
    </>
  )
}
