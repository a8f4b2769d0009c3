'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { useForm } from 'react-hook-form'
import { useApi, useSession } from '../../api/api-provider.tsx'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { TextField } from '../../ui/field.tsx'
import { EntryCard } from './entry-card.tsx'

interface Entries {
  readonly current: string
  readonly wanted: string
  readonly again: string
}

/** As the API has it; it says no to more than this. */
const FEWEST = 12

/** What somebody else has chosen, or the system, is changed before anything else. */
export function FirstPasswordPage() {
  const t = useTranslations('session')
  return (
    <EntryCard title={t('change')} note={t('changeNote')}>
      <PasswordForm />
    </EntryCard>
  )
}

function PasswordForm() {
  const t = useTranslations('session')
  const { session } = useApi()
  const { register, handleSubmit, formState, setError, getValues } = useForm<Entries>()
  useGoOn()
  const { errors, isSubmitting } = formState
  const change = handleSubmit(async ({ current, wanted }) => {
    try {
      await session.changePassword(current, wanted)
    } catch (error) {
      setError('root', { message: error instanceof Error ? error.message : String(error) })
    }
  })
  return (
    <form noValidate className="mt-5 flex flex-col gap-4" onSubmit={(event) => void change(event)}>
      <TextField
        label={t('current')}
        type="password"
        autoComplete="current-password"
        error={errors.current && t('passwordMissing')}
        {...register('current', { required: true })}
      />
      <TextField
        label={t('wanted')}
        hint={t('atLeast', { count: FEWEST })}
        type="password"
        autoComplete="new-password"
        error={errors.wanted && t('tooShort', { count: FEWEST })}
        {...register('wanted', { required: true, minLength: FEWEST })}
      />
      <TextField
        label={t('again')}
        type="password"
        autoComplete="new-password"
        error={errors.again && t('notTheSame')}
        {...register('again', { validate: (again) => again === getValues('wanted') })}
      />
      {errors.root?.message === undefined ? null : (
        <div role="alert">
          <Callout tone="warn">{errors.root.message}</Callout>
        </div>
      )}
      <Button type="submit" kind="primary" size="large" disabled={isSubmitting}>
        {t('set')}
      </Button>
    </form>
  )
}

function useGoOn(): void {
  const { phase, user } = useSession()
  const router = useRouter()
  useEffect(() => {
    if (phase === 'loggedOut') router.replace('/login')
    if (phase === 'loggedIn' && !user?.mustChangePassword) router.replace('/')
  }, [phase, user, router])
}
