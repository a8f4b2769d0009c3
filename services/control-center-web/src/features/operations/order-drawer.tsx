'use client'
/** One order in whole: what it is, what it came to, and its life from the tick that caused it; or a denied intent. */
import { Copy } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi, useMay } from '../../api/api-provider.tsx'
import { answerOf } from '../../api/problem.ts'
import type { Order, OrderTimeline } from '../../api/types.ts'
import { useSendCommand } from '../../commands/use-send-command.ts'
import { useIsStale } from '../../live/live-provider.tsx'
import { Money, Price, Quantity } from '../../ui/amount.tsx'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Drawer } from '../../ui/drawer.tsx'
import { symbolOf } from '../../ui/format/instrument-name.ts'
import { formatSpan, millisBetween } from '../../ui/format/time-format.ts'
import { Glyph } from '../../ui/glyphs.tsx'
import { OrderStateBadge } from '../../ui/order-state-badge.tsx'
import { PanelError, PanelLoading } from '../../ui/panel-states.tsx'
import { Stat } from '../../ui/stat.tsx'
import { Time } from '../../ui/time.tsx'
import { OrderSteps } from './order-steps.tsx'
import { useTimeline } from './use-operations.ts'

export interface OrderDrawerProps {
  readonly id: string
  readonly onClose: () => void
}

export function OrderDrawer({ id, onClose }: OrderDrawerProps) {
  const t = useTranslations('operations.drawer')
  const isStale = useIsStale()
  const timeline = useTimeline(id)
  const { data, error } = timeline
  const head = data === undefined ? <IdLine id={id} /> : <Head timeline={data} />
  return (
    <Drawer label={t('label')} head={head} onClose={onClose}>
      {data === undefined && error === null ? <PanelLoading rows={8} className="pt-3" /> : null}
      {data === undefined && error !== null ? (
        <PanelError
          title={t('failed')}
          error={error}
          since={timeline.errorUpdatedAt}
          onRetry={() => void timeline.refetch()}
        />
      ) : null}
      {data === undefined ? null : (
        <div data-stale={isStale} className="min-h-full stale:hatched">
          {data.isComplete ? null : (
            <Callout tone="warn" className="m-3">
              {t('incomplete')}
            </Callout>
          )}
          <OrderSteps timeline={data} />
          {data.order?.isOpen === true ? <CancelOrder order={data.order} /> : null}
        </div>
      )}
    </Drawer>
  )
}

function Head({ timeline: { id, outcome, order, timeline } }: { readonly timeline: OrderTimeline }) {
  const t = useTranslations('operations.drawer')
  const sides = useTranslations('ui.sides')
  const types = useTranslations('operations.types')
  const signal = timeline.find((step) => step.kind === 'SIGNAL')?.signal
  const { side, instrumentId, strategyId } = order ?? signal ?? {}
  return (
    <>
      <div className="flex items-center gap-2.5 pr-4">
        <h2 className="flex min-w-0 items-center gap-2 truncate font-semibold text-15 text-strong">
          {side === undefined ? null : (
            <>
              <Glyph
                name={side === 'BUY' ? 'up' : 'down'}
                className={side === 'BUY' ? 'text-gain' : 'text-loss'}
              />
              <span className="truncate">
                {sides(side)} <Quantity value={order?.quantity ?? order?.quoteAmount} />{' '}
                {symbolOf(instrumentId ?? '')}
              </span>
            </>
          )}
        </h2>
        <OrderStateBadge state={outcome} />
      </div>
      <IdLine id={id}>
        {strategyId === undefined ? null : <span>{strategyId}</span>}
        {order === null ? null : <span>{`${types(order.type)} ${order.timeInForce}`}</span>}
        {order === null ? null : (
          <span className="max-lg:hidden">
            <Time value={order.createdAt} />
          </span>
        )}
      </IdLine>
      {order === null ? null : (
        <dl className="mt-2.5 flex flex-wrap justify-between gap-x-4">
          <Stat label={t('averagePrice')}>
            <Price value={order.averagePrice} />
          </Stat>
          <Stat label={t('notional')}>
            <Money value={order.filledNotional} />
          </Stat>
          <Stat label={t('fee')}>
            <Money value={order.fees} digits={4} />
          </Stat>
          <Stat label={t('filled')}>
            <Quantity value={order.filledQuantity} />
          </Stat>
          <Stat label={t('signalToFill')}>
            <SignalToFill steps={timeline} />
          </Stat>
        </dl>
      )}
    </>
  )
}

function SignalToFill({ steps }: { readonly steps: OrderTimeline['timeline'] }) {
  const locale = useLocale()
  const [signal, last] = [
    steps.find(({ kind }) => kind === 'SIGNAL' || kind === 'CAUSE'),
    steps.findLast(({ kind }) => kind === 'EXECUTION'),
  ]
  if (signal === undefined || last === undefined) return '–'
  return formatSpan(millisBetween(signal.ts, last.ts), locale)
}

function IdLine({ id, children }: { readonly id: string; readonly children?: React.ReactNode }) {
  const t = useTranslations('ui')
  const [isCopied, setIsCopied] = useState(false)
  return (
    <div className="flex min-w-0 items-center gap-2 text-12 text-faint [&>span]:whitespace-nowrap [&>span]:border-line-strong [&>span]:border-l [&>span]:pl-2 [&>span]:leading-3">
      <code className="truncate font-mono" title={id}>
        {id}
      </code>
      <button
        type="button"
        aria-label={t('copy')}
        className="p-1 hover:text-strong"
        onClick={() => void navigator.clipboard.writeText(id).then(() => setIsCopied(true))}
      >
        <Copy className="size-3" aria-hidden />
      </button>
      <output className="text-accent">{isCopied ? t('copied') : ''}</output>
      {children}
    </div>
  )
}

function CancelOrder({ order: { id, instrumentId } }: { readonly order: Order }) {
  const t = useTranslations('operations.drawer')
  const { client } = useApi()
  const mayCancel = useMay('operator')
  const { send, isSending } = useSendCommand()
  const [reason, setReason] = useState('')
  if (!mayCancel) return null
  const cancel = () =>
    send({
      title: t('canceling', { instrument: symbolOf(instrumentId) }),
      ask: (key) =>
        answerOf(
          client.POST('/api/v1/orders/{id}/cancel', {
            params: { path: { id }, header: { 'idempotency-key': key } },
            body: { reason },
          }),
        ),
    })
  return (
    <form
      className="flex gap-2 border-line border-t px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault()
        void cancel()
      }}
    >
      <input
        aria-label={t('reason')}
        placeholder={t('reason')}
        required
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        className="h-7 min-w-0 flex-1 rounded-2 border border-line-strong bg-inset px-2.5 text-12 text-strong placeholder:text-faint max-md:h-11"
      />
      <Button type="submit" disabled={isSending || reason.trim() === ''}>
        {t('cancelOrder')}
      </Button>
    </form>
  )
}
