'use client'

import { useQuery } from '@tanstack/react-query'
import { Check, Clock, TriangleAlert, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect } from 'react'
import { useApi } from '../api/api-provider.tsx'
import { isOutcomeUnknown } from '../api/problem.ts'
import { queries } from '../api/queries.ts'
import type { Command } from '../api/types.ts'
import { Button } from '../ui/button.tsx'

/** Beside the live events, for when those do not come. */
const ASK_AGAIN_MS = 2_000
const READ_WITHIN_MS = 6_000

interface ToastProps {
  readonly title: string
  readonly onDismiss: () => void
}

export function CommandToast({ title, commandId, onDismiss }: ToastProps & { readonly commandId: string }) {
  const t = useTranslations('ui.command')
  const { data: command } = useQuery({
    ...queries.command(useApi().client, commandId),
    refetchInterval: ({ state }) => (isWaiting(state.data) ? ASK_AGAIN_MS : false),
  })
  const isDone = command?.state === 'APPLIED'
  useEffect(() => {
    if (!isDone) return
    const timer = setTimeout(onDismiss, READ_WITHIN_MS)
    return () => clearTimeout(timer)
  }, [isDone, onDismiss])
  const { icon, text } = lookOf(command, t)
  return (
    <Card icon={icon} title={title} state={command?.state ?? 'PENDING'} onDismiss={onDismiss}>
      {text}
    </Card>
  )
}

export function FailureToast({ title, failure, onDismiss }: ToastProps & { readonly failure: Error }) {
  const t = useTranslations('ui.command')
  const isUnknown = isOutcomeUnknown(failure)
  return (
    <Card
      icon={isUnknown ? <TriangleAlert className="text-warn" /> : <X className="text-loss" />}
      title={title}
      onDismiss={onDismiss}
    >
      {t(isUnknown ? 'unsure' : 'notSent', { reason: failure.message })}
    </Card>
  )
}

const isWaiting = (command: Command | undefined): boolean =>
  command === undefined || command.state === 'PENDING' || command.state === 'PROPOSED'

type Texts = ReturnType<typeof useTranslations<'ui.command'>>

function lookOf(command: Command | undefined, t: Texts): { icon: ReactNode; text: string } {
  const reason = command?.outcome ?? ''
  switch (command?.state) {
    case 'APPLIED':
      return { icon: <Check className="text-gain" />, text: reason || t('applied') }
    case 'REJECTED':
      return { icon: <X className="text-loss" />, text: t('rejected', { reason }) }
    case 'TIMED_OUT':
      return { icon: <TriangleAlert className="text-warn" />, text: t('timedOut') }
    case 'PROPOSED':
      return { icon: <Clock className="text-accent" />, text: t('proposed') }
    case 'WITHDRAWN':
      return { icon: <X className="text-faint" />, text: t('withdrawn') }
    case 'EXPIRED':
      return { icon: <X className="text-faint" />, text: t('expired') }
    default:
      return { icon: <Clock className="text-faint" />, text: t('pending') }
  }
}

interface CardProps extends ToastProps {
  readonly icon: ReactNode
  readonly state?: string
  readonly children: ReactNode
}

function Card({ icon, title, state, onDismiss, children }: CardProps) {
  const t = useTranslations('ui')
  return (
    <div
      data-command-state={state}
      className="flex w-[min(356px,calc(100vw-32px))] items-start gap-2.5 rounded-2 border border-line-strong bg-surface-3 py-2.5 pr-1.5 pl-3 font-sans text-12 text-body shadow-pop"
    >
      <span aria-hidden className="mt-0.5 [&>svg]:size-4">
        {icon}
      </span>
      <div className="min-w-0 flex-1">
        <p className="font-medium text-13 text-strong">{title}</p>
        <p className="break-words">{children}</p>
        {state === undefined ? null : <p className="font-mono text-11 text-faint">{state}</p>}
      </div>
      <Button size="icon" aria-label={t('close')} onClick={onDismiss}>
        <X className="size-3.5" aria-hidden />
      </Button>
    </div>
  )
}
