'use client'

import { useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useInstruments } from '../../api/queries.ts'
import type { Instrument } from '../../api/types.ts'
import { PageHead } from '../../frame/page-head.tsx'
import { useTicks } from '../../live/live-provider.tsx'
import { Price, Quantity } from '../../ui/amount.tsx'
import { Badge } from '../../ui/badge.tsx'
import { digitsOf, subtractDecimals } from '../../ui/format/decimal.ts'
import { symbolOf } from '../../ui/format/instrument-name.ts'
import { Panel } from '../../ui/panel.tsx'
import { PanelContent, PanelEmpty } from '../../ui/panel-states.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Stat } from '../../ui/stat.tsx'
import { Age } from '../../ui/time.tsx'
import { BookPanel } from './book-panel.tsx'
import { InstrumentChart } from './instrument-chart.tsx'
import { SeenPanel } from './seen-panel.tsx'
import { TapePanel } from './tape-panel.tsx'

export function MarketPage() {
  const t = useTranslations('market')
  const instruments = useInstruments()
  const [chosen, choose] = useQueryState('instrument', parseAsString.withOptions({ history: 'push' }))
  const followed = instruments.data?.items.filter((each) => each.followed) ?? []
  const instrument = followed.find(({ id }) => id === chosen) ?? followed[0]
  return (
    <>
      <PageHead title={t('title')}>
        {instrument === undefined ? null : (
          <Segmented
            size="large"
            className="mr-auto"
            label={t('instrument')}
            value={instrument.id}
            options={followed.map(({ id }) => ({ value: id, label: symbolOf(id) }))}
            onChange={(id) => void choose(id)}
          />
        )}
      </PageHead>
      <PanelContent query={instruments} errorTitle={t('failed')} rows={10}>
        {() =>
          instrument === undefined ? (
            <Panel title={t('title')}>
              <PanelEmpty title={t('none')}>{t('noneHint')}</PanelEmpty>
            </Panel>
          ) : (
            <OneMarket key={instrument.id} instrument={instrument} />
          )
        }
      </PanelContent>
    </>
  )
}

function OneMarket({ instrument }: { readonly instrument: Instrument }) {
  const { id } = instrument
  const digits = digitsOf(instrument.priceIncrement)
  return (
    <div className="grid gap-3">
      <Figures instrument={instrument} digits={digits} />
      <div className="grid grid-cols-[minmax(0,1fr)_340px] items-start gap-3 max-lg:grid-cols-1">
        <div className="grid gap-3">
          <InstrumentChart instrumentId={id} digits={digits} className="h-[560px] max-md:h-[400px]" />
          <SeenPanel instrumentId={id} />
        </div>
        <div className="grid gap-3">
          <BookPanel instrumentId={id} digits={digits} />
          <TapePanel instrumentId={id} digits={digits} />
        </div>
      </div>
    </div>
  )
}

function Figures({ instrument, digits }: { readonly instrument: Instrument; readonly digits: number }) {
  const t = useTranslations('market')
  const tick = useTicks().get(instrument.id)
  const { bid = null, ask = null } = tick ?? {}
  return (
    <dl className="flex flex-wrap items-end gap-x-8 gap-y-2">
      <Stat label={t('last')} size="big">
        <Price value={tick?.lastPrice} digits={digits} />
      </Stat>
      <Stat label={t('bid')}>
        <Price value={bid} digits={digits} />
      </Stat>
      <Stat label={t('ask')}>
        <Price value={ask} digits={digits} />
      </Stat>
      <Stat label={t('spread')}>
        <Price value={bid === null || ask === null ? null : subtractDecimals(ask, bid)} digits={digits} />
      </Stat>
      <Stat label={t('lastTick')}>
        <Age since={tick?.tickedAt === undefined ? null : new Date(tick.tickedAt).toISOString()} />
      </Stat>
      <Stat label={t('book')}>
        <Badge tone={tick?.bookState === 'LIVE' ? 'line' : 'warn'}>{tick?.bookState ?? t('unknown')}</Badge>
      </Stat>
      <Stat label={t('minimum')}>
        {instrument.minNotional} {instrument.quote}
      </Stat>
      <Stat label={t('increments')}>
        <Quantity value={instrument.priceIncrement} /> / <Quantity value={instrument.quantityIncrement} />
      </Stat>
    </dl>
  )
}
