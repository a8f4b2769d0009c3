'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useOpenOrders, usePortfolio } from '../../api/queries.ts'
import type { Order } from '../../api/types.ts'
import { Price, Quantity } from '../../ui/amount.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CheckField, TextField } from '../../ui/field.tsx'
import { signOf } from '../../ui/format/decimal.ts'
import { symbolOf } from '../../ui/format/instrument-name.ts'
import { formatNumber } from '../../ui/format/number-format.ts'
import { HoldButton } from '../../ui/hold-button.tsx'
import { ScrollRegion } from '../../ui/scroll-region.tsx'
import { Side } from '../../ui/side.tsx'
import { HaltReport } from './halt-report.tsx'
import { StopMark } from './stop-mark.tsx'
import { useHalt } from './use-halt.ts'

/** Says what stopping does before it does it, and afterwards what was verified, not what was hoped. */
export function StopDialog({ onOpenChange }: { onOpenChange: (isOpen: boolean) => void }) {
  const t = useTranslations('frame.stop')
  const [flatten, setFlatten] = useState(false)
  const [reason, setReason] = useState<string>(t('defaultReason'))
  const { progress, halt, startOver } = useHalt()
  return (
    <Dialog
      isOpen
      onOpenChange={onOpenChange}
      tone="alarm"
      title={t('title')}
      description={progress === undefined ? t('description') : t('asked')}
      icon={<StopMark className="mt-0.5 size-6 flex-none text-real" />}
      footer={
        progress === undefined ? (
          <>
            <Button size="large" className="h-11" onClick={() => onOpenChange(false)}>
              {t('keepRunning')}
            </Button>
            <HoldButton
              label={t('hold')}
              className="min-w-[180px]"
              onConfirm={() => void halt({ flatten, reason: reason.trim() || t('defaultReason') })}
            />
          </>
        ) : (
          <>
            {progress.phase === 'failed' ? <Button onClick={startOver}>{t('again')}</Button> : null}
            <Button kind="primary" onClick={() => onOpenChange(false)}>
              {t('done')}
            </Button>
          </>
        )
      }
    >
      {progress === undefined ? (
        <>
          {/* Of one height: orders come and go while it is open, and the button must not move from under a finger. */}
          <ScrollRegion label={t('title')} className="h-[min(248px,36dvh)] overflow-y-auto">
            <WhatItDoes flatten={flatten} />
          </ScrollRegion>
          <CheckField
            className="mt-4"
            label={t('flatten')}
            note={t('flattenNote')}
            checked={flatten}
            onChange={({ target }) => setFlatten(target.checked)}
          />
          <TextField
            className="mt-4"
            label={t('reason')}
            value={reason}
            maxLength={500}
            onChange={({ target }) => setReason(target.value)}
          />
        </>
      ) : (
        <HaltReport progress={progress} />
      )}
    </Dialog>
  )
}

function WhatItDoes({ flatten }: { flatten: boolean }) {
  const t = useTranslations('frame.stop')
  const { data: orders } = useOpenOrders()
  const { data: portfolios } = usePortfolio()
  const account = portfolios?.accounts[0]
  const held = (account?.positions ?? []).filter(({ quantity }) => signOf(quantity) !== 0)
  return (
    <ol className="flex flex-col gap-3 text-12 text-body">
      <li>
        <p className="font-medium text-13 text-strong">{t('denies')}</p>
      </li>
      <li>
        <p className="font-medium text-13 text-strong">
          {orders === undefined ? t('cancelsUnknown') : t('cancels', { count: orders.items.length })}
        </p>
        <OrderList orders={orders?.items ?? []} />
      </li>
      <li>
        <p className="font-medium text-13 text-strong">
          {portfolios === undefined
            ? t('holdsUnknown')
            : t(flatten ? 'sells' : 'keeps', { count: held.length })}
        </p>
        <ul className="mt-1">
          {held.map(({ instrumentId, quantity, value }) => (
            <HeldLine
              key={instrumentId}
              {...{ instrumentId, quantity, value }}
              currency={account?.valuationCurrency ?? ''}
            />
          ))}
        </ul>
      </li>
      <li>{t('verifies')}</li>
    </ol>
  )
}

const MOST_SHOWN = 5

function OrderList({ orders }: { orders: readonly Order[] }) {
  const t = useTranslations('frame.stop')
  return (
    <ul className="mt-1">
      {orders.slice(0, MOST_SHOWN).map(({ id, side, quantity, instrumentId, limitPrice, strategyId }) => (
        <li key={id} className="flex h-6 items-center gap-1.5">
          <Side side={side} />
          <Quantity value={quantity} />
          {symbolOf(instrumentId)}
          {limitPrice === null ? null : <Price value={limitPrice} />}
          <span className="ml-auto truncate text-faint">{strategyId}</span>
        </li>
      ))}
      {orders.length > MOST_SHOWN ? (
        <li className="text-faint">{t('moreOrders', { count: orders.length - MOST_SHOWN })}</li>
      ) : null}
    </ul>
  )
}

interface HeldLineProps {
  readonly instrumentId: string
  readonly quantity: string
  readonly value: string | null
  readonly currency: string
}

function HeldLine({ instrumentId, quantity, value, currency }: HeldLineProps) {
  const locale = useLocale()
  return (
    <li className="flex h-6 items-center gap-1.5">
      <Quantity value={quantity} /> {symbolOf(instrumentId)}
      <span className="ml-auto">
        {value === null ? '–' : `${formatNumber(value, locale, { digits: 2 })} ${currency}`}
      </span>
    </li>
  )
}
