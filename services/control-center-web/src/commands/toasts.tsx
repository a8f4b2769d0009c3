'use client'

import { useTranslations } from 'next-intl'
import { useTheme } from 'next-themes'
import { useEffect, useRef } from 'react'
import { Toaster, toast } from 'sonner'
import { useStore } from '../api/store.ts'
import { CommandToast, FailureToast } from './command-toast.tsx'
import { forgetTold, type ToldCommand, toldCommands } from './told-commands.ts'

/** Each told command becomes a toast, once; it stays until its outcome is known and was there to be read. */
export function Toasts() {
  const t = useTranslations('frame')
  const { resolvedTheme } = useTheme()
  const told = useStore(toldCommands)
  const shown = useRef(new Set<string>())
  useEffect(() => {
    for (const each of told) {
      if (shown.current.has(each.key)) continue
      shown.current.add(each.key)
      toast.custom(() => <Told told={each} />, { id: each.key, duration: Number.POSITIVE_INFINITY })
    }
  }, [told])
  return (
    <Toaster
      position="bottom-right"
      theme={resolvedTheme === 'light' ? 'light' : 'dark'}
      containerAriaLabel={t('toasts')}
      mobileOffset={{ bottom: 76 }}
      visibleToasts={4}
    />
  )
}

function Told({ told }: { told: ToldCommand }) {
  const dismiss = () => {
    toast.dismiss(told.key)
    forgetTold(told.key)
  }
  return 'commandId' in told ? (
    <CommandToast title={told.title} commandId={told.commandId} onDismiss={dismiss} />
  ) : (
    <FailureToast title={told.title} failure={told.failure} onDismiss={dismiss} />
  )
}
