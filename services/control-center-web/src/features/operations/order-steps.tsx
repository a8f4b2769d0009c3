'use client'
import { useLocale, useTranslations } from 'next-intl'
import type { OrderTimeline, TimelineStep as Step } from '../../api/types.ts'
import { Money, Price, Quantity } from '../../ui/amount.tsx'
import { formatSpan, millisBetween } from '../../ui/format/time-format.ts'
import { Time } from '../../ui/time.tsx'
import { Timeline, TimelineStep, type TimelineTone } from '../../ui/timeline.tsx'
import { RuleList } from './rule-list.tsx'

export function OrderSteps({ timeline: { timeline } }: { readonly timeline: OrderTimeline }) {
  const t = useTranslations('operations.drawer')
  const begin = timeline[0]
  const executions = timeline.filter(({ kind }) => kind === 'EXECUTION').length
  let execution = 0
  return (
    <Timeline label={t('label')}>
      {timeline.map((step) => {
        if (step.kind === 'EXECUTION') execution++
        const key = `${step.kind}/${'accountSeq' in step ? step.accountSeq : step.ts}`
        return <StepItem key={key} step={step} begin={begin?.ts ?? step.ts} count={[execution, executions]} />
      })}
    </Timeline>
  )
}

interface StepItemProps {
  readonly step: Step
  readonly begin: string
  readonly count: readonly [number, number]
}

const FAILED = new Set(['REJECTED', 'NOT_SENT', 'VOIDED'])
const DOUBTFUL = new Set(['UNKNOWN', 'REVIEW'])

function toneOf(step: Step): TimelineTone {
  if (step.kind === 'EXECUTION') return 'done'
  if (step.kind === 'DECISION') return step.result === 'APPROVED' ? 'passed' : 'denied'
  if (step.kind !== 'ORDER') return 'plain'
  if (DOUBTFUL.has(step.state)) return 'doubt'
  return FAILED.has(step.state) ? 'denied' : 'plain'
}

function StepItem({ step, begin, count: [number, total] }: StepItemProps) {
  const t = useTranslations('operations.drawer')
  const triggers = useTranslations('operations.triggers')
  const liquidity = useTranslations('operations.liquidity')
  const locale = useLocale()
  const shared = {
    offset: formatSpan(millisBetween(begin, step.ts), locale, { isSigned: true }),
    time: <Time value={step.ts} form="clockMillis" />,
    tone: toneOf(step),
  }
  switch (step.kind) {
    case 'CAUSE':
      return (
        <TimelineStep
          {...shared}
          title={t('cause')}
          end={t('afterVenue', { span: formatSpan(millisBetween(step.venueTs, step.ts), locale) })}
        >
          <p className="truncate font-mono text-11 text-faint" title={step.eventId}>
            {step.eventId}
          </p>
        </TimelineStep>
      )
    case 'SIGNAL':
      return (
        <TimelineStep {...shared} title={t('signal', { strategy: step.signal.strategyId })}>
          <Values values={step.signal.values} />
        </TimelineStep>
      )
    case 'DECISION':
      return (
        <TimelineStep
          {...shared}
          title={step.result === 'APPROVED' ? t('approved') : t('denied')}
          end={t('epoch', { epoch: step.riskEpoch })}
        >
          <RuleList rules={step.rules} />
        </TimelineStep>
      )
    case 'ORDER':
      return (
        <TimelineStep
          {...shared}
          title={triggers.has(step.trigger as 'CREATE') ? triggers(step.trigger as 'CREATE') : step.trigger}
          end={<code className="font-mono text-11">{step.state}</code>}
        >
          {step.reason === null ? null : <p>{step.reason}</p>}
          {step.venueOrderId === null ? null : (
            <p className="truncate text-faint">
              {t('venueOrder')} <code className="font-mono">{step.venueOrderId}</code>
            </p>
          )}
        </TimelineStep>
      )
    case 'EXECUTION':
      return (
        <TimelineStep
          {...shared}
          title={step.fill.kind === 'REVERSAL' ? t('reversal') : t('execution', { number, total })}
          end={<code className="font-mono text-11">{step.state}</code>}
        >
          <p className="flex flex-wrap gap-x-3.5 text-faint">
            <span>
              <Quantity value={step.fill.quantity} className="font-medium text-strong" /> {t('at')}{' '}
              <Price value={step.fill.price} className="font-medium text-strong" />
            </span>
            <span>
              {t('fee')} <Money value={step.fill.fee} digits={4} className="font-medium text-strong" />{' '}
              {step.fill.feeCurrency}
            </span>
            <span>{liquidity(step.fill.liquidity)}</span>
          </p>
        </TimelineStep>
      )
  }
}

const Values = ({ values }: { readonly values: Readonly<Record<string, string>> }) => (
  <p className="flex flex-wrap gap-x-3.5 text-faint">
    {Object.entries(values).map(([name, value]) => (
      <span key={name}>
        {name} <b className="font-medium text-strong">{value}</b>
      </span>
    ))}
  </p>
)
