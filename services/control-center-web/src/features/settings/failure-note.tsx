'use client'
import { useTranslations } from 'next-intl'
import { isOutcomeUnknown } from '../../api/problem.ts'
import { Callout } from '../../ui/callout.tsx'

/** Why a change was not done, or that nobody knows. */
export function FailureNote({ error, className }: { error: Error | null; className?: string }) {
  const t = useTranslations('settings')
  if (error === null) return null
  return (
    <div role="alert" className={className}>
      <Callout tone="warn">
        {t(isOutcomeUnknown(error) ? 'unsure' : 'refused', { reason: error.message })}
      </Callout>
    </div>
  )
}
