'use client'
/** Changes one's own password. The API ends every other session of the user with it; this one goes on. */
import { useTranslations } from 'next-intl'
import { useForm } from 'react-hook-form'
import { useApi, useSession } from '../../api/api-provider.tsx'
import { ApiProblem, isOutcomeUnknown } from '../../api/problem.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { TextField } from '../../ui/field.tsx'
import { FEWEST, MOST, passwordFault } from './password-fault.ts'

interface Entries {
  readonly current: string
  readonly wanted: string
  readonly again: string
}

export interface PasswordFormProps {
  readonly currentLabel: string
  readonly onDone?: () => void
  readonly onCancel?: () => void
}

export function PasswordForm({ currentLabel, onDone, onCancel }: PasswordFormProps) {
  const t = useTranslations('session')
  const { user } = useSession()
  const { register, handleSubmit, formState, getValues, failure, change } = usePasswordChange(onDone)
  const { errors, isSubmitting } = formState
  const faultOf = (wanted: string) => {
    const fault = passwordFault(wanted, getValues('current'), user?.name ?? '')
    return fault === undefined || t(`faults.${fault}`, { fewest: FEWEST, most: MOST })
  }
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={(event) => void handleSubmit(change)(event)}>
      {/* For password managers: whose password it is. */}
      <input hidden readOnly autoComplete="username" value={user?.name ?? ''} />
      <TextField
        label={currentLabel}
        type="password"
        autoComplete="current-password"
        error={errors.current && (errors.current.message || t('passwordMissing'))}
        {...register('current', { required: true })}
      />
      <TextField
        label={t('wanted')}
        hint={t('atLeast', { count: FEWEST })}
        type="password"
        autoComplete="new-password"
        error={errors.wanted?.message}
        {...register('wanted', { validate: faultOf })}
      />
      <TextField
        label={t('again')}
        type="password"
        autoComplete="new-password"
        error={errors.again && t('notTheSame')}
        {...register('again', { validate: (again) => again === getValues('wanted') })}
      />
      {failure === undefined ? null : (
        <div role="alert">
          <Callout tone="warn">{failure}</Callout>
        </div>
      )}
      <div className="flex justify-end gap-2">
        {onCancel === undefined ? null : (
          <Button kind="ghost" size="large" onClick={onCancel}>
            {t('cancel')}
          </Button>
        )}
        <Button
          type="submit"
          kind="primary"
          size="large"
          className={onCancel === undefined ? 'w-full' : ''}
          disabled={isSubmitting}
        >
          {t('set')}
        </Button>
      </div>
    </form>
  )
}

function usePasswordChange(onDone: (() => void) | undefined) {
  const t = useTranslations('session')
  const { session } = useApi()
  const form = useForm<Entries>({ defaultValues: { current: '', wanted: '', again: '' } })
  const change = async ({ current, wanted }: Entries): Promise<void> => {
    try {
      await session.changePassword(current, wanted)
      onDone?.()
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error)
      if (error instanceof ApiProblem && error.code === 'OTS_HTTP_LOGIN_FAILED')
        form.setError('current', { message: t('currentWrong') }, { shouldFocus: true })
      else form.setError('root', { message: isOutcomeUnknown(error) ? t('unsure', { reason: said }) : said })
    }
  }
  return { ...form, change, failure: form.formState.errors.root?.message }
}
