'use client'

import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { isOutcomeUnknown } from '../../api/problem.ts'
import { haltOutcomeOf } from './halt-outcome.ts'
import type { HaltProgress } from './use-halt.ts'

/** What became of a halt. What is not verified does not look as if it were. */
export function HaltReport({ progress }: { progress: HaltProgress }) {
  const t = useTranslations('frame.stop')
  if (progress.phase === 'asking') return <p role="status">{t('asking')}</p>
  if (progress.phase === 'failed') {
    const isUnknown = isOutcomeUnknown(progress.error)
    return (
      <Told isGood={false} title={isUnknown ? t('notKnown') : t('refused')}>
        <p>{progress.error.message}</p>
        <p className="mt-2">
          {t('inTerminal')} <code className="font-mono text-strong">ots halt</code>
        </p>
      </Told>
    )
  }
  const { command } = progress
  const outcome = haltOutcomeOf(command)
  if (command.state === 'PENDING') return <p role="status">{t('pending')}</p>
  if (outcome === undefined)
    return (
      <Told isGood={false} title={t('notKnown')}>
        <p>{command.outcome}</p>
      </Told>
    )
  const left = outcome.open.length + outcome.unresolved.length
  return (
    <Told
      isGood={outcome.verified}
      title={outcome.verified ? t('verified') : t('notVerified', { count: left })}
    >
      <p>{outcome.message}</p>
      <p className="mt-1 text-faint">{t('haltNumber', { number: outcome.haltEpoch })}</p>
    </Told>
  )
}

function Told({ isGood, title, children }: { isGood: boolean; title: string; children: ReactNode }) {
  const Icon = isGood ? CircleCheck : TriangleAlert
  return (
    <div role={isGood ? 'status' : 'alert'} className="flex gap-2.5 text-12 text-body">
      <Icon className={isGood ? 'size-5 flex-none text-gain' : 'size-5 flex-none text-warn'} aria-hidden />
      <div className="min-w-0">
        <p className="font-semibold text-15 text-strong">{title}</p>
        {children}
      </div>
    </div>
  )
}
