'use client'
import { useTranslations } from 'next-intl'
import type { Trade } from '../../api/types.ts'
import { useIsStale } from '../../live/live-provider.tsx'
import { Price, Quantity } from '../../ui/amount.tsx'
import { Glyph } from '../../ui/glyphs.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelContent, PanelEmpty } from '../../ui/panel-states.tsx'
import { ScrollRegion } from '../../ui/scroll-region.tsx'
import { Time } from '../../ui/time.tsx'
import { useTape } from './use-market.ts'

export function TapePanel({
  instrumentId,
  digits,
}: {
  readonly instrumentId: string
  readonly digits: number
}) {
  const t = useTranslations('market')
  const isStale = useIsStale()
  const tape = useTape(instrumentId)
  return (
    <Panel title={t('tape')} isStale={isStale}>
      <PanelContent query={tape} errorTitle={t('tapeFailed')} rows={10}>
        {(trades) =>
          trades.length === 0 ? (
            <PanelEmpty title={t('noTrades')}>{t('noTradesHint')}</PanelEmpty>
          ) : (
            <ScrollRegion label={t('tape')} className="max-h-[300px] overflow-y-auto">
              <ul className="px-3.5 pb-1 text-12">
                {trades.map((trade) => (
                  <TapeRow key={trade.id} trade={trade} digits={digits} />
                ))}
              </ul>
            </ScrollRegion>
          )
        }
      </PanelContent>
    </Panel>
  )
}

const TONES = { BUY: 'text-gain', SELL: 'text-loss', UNKNOWN: 'text-faint' } as const

function TapeRow({
  trade: { ts, price, quantity, takerSide },
  digits,
}: {
  readonly trade: Trade
  readonly digits: number
}) {
  const t = useTranslations('market.taker')
  return (
    <li className="grid h-6 grid-cols-[70px_14px_minmax(0,1fr)_minmax(0,1fr)] items-center gap-2 border-line border-b last:border-0">
      <Time value={ts} form="clock" />
      <span className={`${TONES[takerSide]} stale:text-stale`}>
        <Glyph name={takerSide === 'BUY' ? 'up' : takerSide === 'SELL' ? 'down' : 'bar'} />
        <span className="sr-only">{t(takerSide)}</span>
      </span>
      <span className="text-right text-strong">
        <Price value={price} digits={digits} />
      </span>
      <span className="text-right">
        <Quantity value={quantity} />
      </span>
    </li>
  )
}
