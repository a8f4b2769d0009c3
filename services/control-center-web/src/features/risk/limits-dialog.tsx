'use client'
/** Limits of one level as a form: what is changed is shown with what it was, and only that is sent. */
import { zodResolver } from '@hookform/resolvers/zod'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { useApi } from '../../api/api-provider.tsx'
import { answerOf } from '../../api/problem.ts'
import { useBot, useInstruments, useStrategies } from '../../api/queries.ts'
import type { Risk } from '../../api/types.ts'
import { useSendCommand } from '../../commands/use-send-command.ts'
import { z } from '../../parsing/zod.ts'
import { Callout } from '../../ui/callout.tsx'
import { DiffList } from '../../ui/diff-list.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { compareDecimals, isDecimal } from '../../ui/format/decimal.ts'
import { useValuesInForce } from '../../ui/use-values-in-force.ts'
import { ReasonDialog } from '../commands/reason-dialog.tsx'
import { isLimitText, LIMIT_KINDS, LIMIT_NAMES, limitValue } from './limit-kinds.ts'
import { type LimitValues, limitsAt, scopeIn } from './limits-at.ts'

interface LimitsDialogProps {
  readonly risk: Risk
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
}

export function LimitsDialog({ risk, isOpen, onOpenChange }: LimitsDialogProps) {
  const t = useTranslations('risk')
  const [scope, setScope] = useState(`account/${risk.accountId}`)
  const known = limitsAt(risk, ...scopeIn(scope))
  const schema = z.object(
    Object.fromEntries(
      LIMIT_NAMES.map((name) => [
        name,
        z.string().refine((text) => text === '' || isLimitText(name, text), t('dialog.form')),
      ]),
    ),
  )
  const form = useForm<Record<string, string>>({
    resolver: zodResolver(schema),
    mode: 'onChange',
    defaultValues: textsOf(known),
  })
  const { register, control, formState, reset } = form
  useValuesInForce(form, textsOf(known))
  const values = useWatch({ control })
  const changed = LIMIT_NAMES.filter(
    (name) => values[name] !== undefined && values[name] !== '' && values[name] !== (known[name] ?? ''),
  )
  const isRaising = changed.some((name) => isMore(values[name], known[name]))
  const { save, isSending } = useSaving(scope, () => onOpenChange(false))
  return (
    <ReasonDialog
      {...{ isOpen, onOpenChange, isSending }}
      title={t('dialog.title')}
      description={t('dialog.description')}
      confirmLabel={t('dialog.apply', { count: changed.length })}
      canConfirm={changed.length > 0 && formState.isValid}
      onConfirm={(reason) =>
        void save(
          Object.fromEntries(changed.map((name) => [name, limitValue(name, values[name] ?? '')])),
          reason,
        )
      }
    >
      <ScopeField
        accountId={risk.accountId}
        value={scope}
        onChange={(next) => {
          setScope(next)
          reset(textsOf(limitsAt(risk, ...scopeIn(next))))
        }}
      />
      <div className="mt-4 grid grid-cols-2 gap-3 max-[420px]:grid-cols-1">
        {LIMIT_NAMES.map((name) => (
          <TextField
            key={name}
            label={t(`names.${name}`)}
            unit={t(`units.${LIMIT_KINDS[name].kind}`)}
            inputMode="decimal"
            placeholder={t('dialog.unset')}
            error={formState.errors[name]?.message}
            was={changed.includes(name) ? (known[name] ?? '–') : undefined}
            {...register(name)}
          />
        ))}
      </div>
      {changed.length === 0 ? null : (
        <>
          <h3 className="mt-4 font-medium text-12 text-strong">{t('dialog.before')}</h3>
          <DiffList
            changes={changed.map((name) => ({ name, from: known[name] ?? '–', to: values[name] ?? '' }))}
          />
        </>
      )}
      <SecondPersonNote isRaising={isRaising} />
    </ReasonDialog>
  )
}

/** What is not set is empty. */
const textsOf = (known: LimitValues): Record<string, string> =>
  Object.fromEntries(LIMIT_NAMES.map((name) => [name, known[name] ?? '']))

const isMore = (to: string | undefined, from: string | undefined): boolean =>
  to !== undefined && from !== undefined && isDecimal(to) && isDecimal(from) && compareDecimals(to, from) > 0

function SecondPersonNote({ isRaising }: { readonly isRaising: boolean }) {
  const t = useTranslations('risk')
  const needsTwo = useBot().data?.twoPersonApproval === true
  if (!isRaising) return null
  return (
    <Callout tone="warn" className="mt-3">
      {needsTwo ? t('dialog.needsTwo') : t('dialog.raising')}
    </Callout>
  )
}

interface ScopeFieldProps {
  readonly accountId: string
  readonly value: string
  readonly onChange: (scope: string) => void
}

function ScopeField({ accountId, value, onChange }: ScopeFieldProps) {
  const t = useTranslations('risk')
  const strategies = useStrategies().data?.items ?? []
  const instruments = useInstruments().data?.items.filter(({ followed }) => followed) ?? []
  const options = [
    { value: `account/${accountId}`, label: t('scopes.account', { id: accountId }) },
    ...strategies.map(({ id }) => ({ value: `strategy/${id}`, label: t('scopes.strategy', { id }) })),
    ...instruments.map(({ id }) => ({ value: `instrument/${id}`, label: t('scopes.instrument', { id }) })),
  ]
  return (
    <SelectField
      label={t('dialog.scope')}
      options={options}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

function useSaving(scope: string, onTaken: () => void) {
  const t = useTranslations('risk')
  const { client } = useApi()
  const { send, isSending } = useSendCommand()
  const [level, id] = scopeIn(scope)
  const save = async (limits: Record<string, string | number>, reason: string): Promise<void> => {
    const taken = await send({
      title: t('dialog.sending', { id }),
      ask: (key) =>
        answerOf(
          client.PUT('/api/v1/risk/limits', {
            params: { header: { 'idempotency-key': key } },
            body: { scope: { level, id }, limits, reason },
          }),
        ),
    })
    if (taken !== undefined) onTaken()
  }
  return { save, isSending }
}
