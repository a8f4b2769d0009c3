'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Suspense, useEffect } from 'react'
import { useForm } from 'react-hook-form'
import { useApi, useSession } from '../../api/api-provider.tsx'
import { ApiProblem } from '../../api/problem.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { TextField } from '../../ui/field.tsx'
import { EntryCard } from './entry-card.tsx'
import { safeNext } from './safe-next.ts'

export function LoginPage() {
  const t = useTranslations('session')
  return (
    <EntryCard title={t('login')}>
      <Suspense>
        <LoginForm />
      </Suspense>
    </EntryCard>
  )
}

interface Entries {
  readonly username: string
  readonly password: string
}

function LoginForm() {
  const t = useTranslations('session')
  const { session } = useApi()
  const { register, handleSubmit, formState, setError, resetField } = useForm<Entries>()
  useGoOn()
  const { errors, isSubmitting } = formState
  const login = handleSubmit(async ({ username, password }) => {
    try {
      await session.login(username.trim(), password)
    } catch (error) {
      const isWrong = error instanceof ApiProblem && error.code === 'OTS_HTTP_LOGIN_FAILED'
      const said = error instanceof Error ? error.message : String(error)
      setError('root', { message: isWrong ? t('failed') : said })
      resetField('password')
    }
  })
  return (
    <form noValidate className="mt-5 flex flex-col gap-4" onSubmit={(event) => void login(event)}>
      <TextField
        label={t('username')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        error={errors.username && t('usernameMissing')}
        {...register('username', { required: true })}
      />
      <TextField
        label={t('password')}
        type="password"
        autoComplete="current-password"
        error={errors.password && t('passwordMissing')}
        {...register('password', { required: true })}
      />
      {errors.root?.message === undefined ? null : (
        <div role="alert">
          <Callout tone="warn">{errors.root.message}</Callout>
        </div>
      )}
      <Button type="submit" kind="primary" size="large" disabled={isSubmitting}>
        {t(isSubmitting ? 'loggingIn' : 'login')}
      </Button>
      <p className="text-12 text-faint">{t('firstHint')}</p>
    </form>
  )
}

/** To where one wanted to go, as soon as one is in; also when the cookie of an earlier login is good still. */
function useGoOn(): void {
  const { phase, user } = useSession()
  const router = useRouter()
  const next = safeNext(useSearchParams().get('next'))
  useEffect(() => {
    if (phase === 'loggedIn') router.replace(user?.mustChangePassword ? '/password' : next)
  }, [phase, user, next, router])
}
