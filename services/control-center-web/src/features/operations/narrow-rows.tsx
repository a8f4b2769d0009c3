'use client'
/** Rows of two lines, for phones and narrow panels. */
import type { Denial, Fill, ListedOrder } from '../../api/types.ts'
import { Price, Quantity } from '../../ui/amount.tsx'
import { InstrumentName } from '../../ui/instrument-name.tsx'
import { OrderStateBadge } from '../../ui/order-state-badge.tsx'
import { Side } from '../../ui/side.tsx'
import { Time } from '../../ui/time.tsx'
import { shownPrice } from './order-columns.tsx'

const FIRST = 'flex items-center gap-2 text-13 text-strong'
const SECOND = 'flex items-center gap-2 text-12 text-faint'

export const NarrowOrder = ({ order }: { readonly order: ListedOrder }) => (
  <>
    <span className={FIRST}>
      <Side side={order.side} />
      <Quantity value={order.quantity ?? order.quoteAmount} />
      <InstrumentName id={order.instrumentId} className="font-medium" />
      <span className="ml-auto">
        <Price value={shownPrice(order)} />
      </span>
    </span>
    <span className={SECOND}>
      <Time value={order.createdAt} />
      <span className="min-w-0 truncate">{order.strategyId}</span>
      <span className="ml-auto">
        <OrderStateBadge state={order.state} />
      </span>
    </span>
  </>
)

export const NarrowFill = ({ fill }: { readonly fill: Fill }) => (
  <>
    <span className={FIRST}>
      <Side side={fill.side} />
      <Quantity value={fill.quantity} />
      <InstrumentName id={fill.instrumentId} className="font-medium" />
      <span className="ml-auto">
        <Price value={fill.price} />
      </span>
    </span>
    <span className={SECOND}>
      <Time value={fill.ts} />
      <span className="min-w-0 truncate">{fill.strategyId}</span>
    </span>
  </>
)

export const NarrowDenial = ({ denial }: { readonly denial: Denial }) => (
  <>
    <span className={FIRST}>
      <Side side={denial.side} />
      <Quantity value={denial.quantity ?? denial.quoteAmount} />
      <InstrumentName id={denial.instrumentId} className="font-medium" />
      <span className="ml-auto truncate font-mono text-11">{denial.code}</span>
    </span>
    <span className={SECOND}>
      <Time value={denial.ts} />
      <span className="min-w-0 truncate">{denial.strategyId}</span>
    </span>
  </>
)
