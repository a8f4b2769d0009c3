'use client'
/** A strategy's parameters, made from its schema: what would change is shown before it is asked for, and with a reason. */
import { useTranslations } from 'next-intl'
import { useCallback, useMemo, useState } from 'react'
import { type Resolver, type UseFormRegister, useForm, useWatch } from 'react-hook-form'
import { useApi, useMay } from '../../api/api-provider.tsx'
import { answerOf } from '../../api/problem.ts'
import type { Strategy } from '../../api/types.ts'
import { useSendCommand } from '../../commands/use-send-command.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { DiffList } from '../../ui/diff-list.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PanelEmpty } from '../../ui/panel-states.tsx'
import { type ParameterField, parameterFields, paramsOf, schemaOfValues, textOf } from './parameter-fields.ts'

type Values = Record<string, string>

const textsOf = (params: unknown, fields: readonly ParameterField[]): Values => {
  const set =
    typeof params === 'object' && params !== null
      ? new Map(Object.entries(params))
      : new Map<string, unknown>()
  return Object.fromEntries(fields.map(({ name, byDefault }) => [name, textOf(set.get(name)) || byDefault]))
}

export function ParameterForm({ strategy }: { readonly strategy: Strategy }) {
  const t = useTranslations('strategies.parameters')
  const { params, generation } = strategy
  const { fields, hasSchema } = useFields(strategy)
  const inForce = useMemo(() => textsOf(params, fields), [params, fields])
  const resolver = useResolver(fields, inForce)
  // What is typed stays when the strategy is read again; only what is in force is another then.
  const { register, control, formState, reset, handleSubmit } = useForm<Values>({
    ...{ resolver, mode: 'onChange', values: inForce },
    resetOptions: { keepDirtyValues: true },
  })
  const values = useWatch({ control })
  const changed = fields.filter(({ name }) => values[name] !== undefined && values[name] !== inForce[name])
  const mayChange = useMay('operator')
  const apply = useApply(strategy.id, changed.length)
  const [reason, setReason] = useState('')
  if (fields.length === 0 || params === null)
    return <NothingToSet why={t(params === null ? 'notKnown' : 'noSchema')} />
  const submit = handleSubmit(async (given) => {
    if (await apply.send(paramsOf(fields, given), reason)) setReason('')
  })
  return (
    <Panel
      title={t('title')}
      sub={generation === null ? undefined : t('generation', { generation })}
      end={
        changed.length === 0 ? null : <Badge tone="accent">{t('changes', { count: changed.length })}</Badge>
      }
    >
      <form onSubmit={(event) => void submit(event)}>
        <div className="grid grid-cols-2 gap-3 px-3.5 pb-3.5">
          {fields.map((field) => (
            <ParameterInput
              key={field.name}
              {...{ field, register }}
              error={formState.errors[field.name]?.message}
              was={changed.includes(field) ? inForce[field.name] || '–' : undefined}
            />
          ))}
        </div>
        {hasSchema ? null : <p className="px-3.5 pb-3 text-11 text-faint">{t('withoutSchema')}</p>}
        {changed.length === 0 ? null : (
          <div className="border-line border-t px-3.5 py-3">
            <h3 className="font-semibold text-12 text-strong">{t('before')}</h3>
            <DiffList
              changes={changed.map(({ name }) => ({
                name,
                from: inForce[name] || '–',
                to: values[name] || '–',
              }))}
            />
            <Callout className="mt-2">{t('what')}</Callout>
          </div>
        )}
        <div className="flex flex-wrap gap-2 border-line border-t px-3.5 py-3">
          <input
            aria-label={t('reason')}
            placeholder={t('reason')}
            maxLength={1_000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            className="h-7 min-w-0 basis-full rounded-2 border border-line-strong bg-inset px-2.5 text-12 text-strong placeholder:text-faint max-md:h-11"
          />
          <Button
            kind="ghost"
            className="ml-auto"
            disabled={changed.length === 0}
            onClick={() => reset(inForce, { keepDirtyValues: false })}
          >
            {t('discard')}
          </Button>
          <Button
            type="submit"
            kind="primary"
            disabled={
              !mayChange ||
              changed.length === 0 ||
              !formState.isValid ||
              reason.trim() === '' ||
              apply.isSending
            }
          >
            {mayChange ? t('apply', { count: changed.length }) : t('needsOperator')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}

function NothingToSet({ why }: { readonly why: string }) {
  const t = useTranslations('strategies.parameters')
  return (
    <Panel title={t('title')}>
      <PanelEmpty title={t('none')}>{why}</PanelEmpty>
    </Panel>
  )
}

function useFields({ paramsSchema, params }: Strategy) {
  const hasSchema = paramsSchema !== null
  const schema = useMemo(
    () => (hasSchema ? paramsSchema : schemaOfValues(params)),
    [hasSchema, paramsSchema, params],
  )
  return { hasSchema, fields: useMemo(() => parameterFields(schema), [schema]) }
}

/** By the strategy's schema, and what reads it is loaded for the first change: what is in force was found right before. */
function useResolver(fields: readonly ParameterField[], inForce: Values): Resolver<Values> {
  const t = useTranslations('strategies.parameters')
  return useCallback(
    async (values) => {
      if (fields.every(({ name }) => values[name] === inForce[name])) return { values, errors: {} }
      const { parameterFaults } = await import('./parameter-faults.ts')
      const faults = [...parameterFaults(fields, values, t('required'))]
      if (faults.length === 0) return { values, errors: {} }
      const errors = Object.fromEntries(faults.map(([name, message]) => [name, { type: 'schema', message }]))
      return { values: {}, errors }
    },
    [fields, inForce, t],
  )
}

function useApply(id: string, count: number) {
  const t = useTranslations('strategies.parameters')
  const { client } = useApi()
  const { send, isSending } = useSendCommand()
  return {
    isSending,
    send: async (params: Record<string, unknown>, reason: string): Promise<boolean> => {
      const taken = await send({
        title: t('sending', { count, id }),
        ask: (key) =>
          answerOf(
            client.PUT('/api/v1/strategies/{id}/config', {
              params: { path: { id }, header: { 'idempotency-key': key } },
              body: { params, reason: reason.trim() },
            }),
          ),
      })
      return taken !== undefined
    },
  }
}

interface ParameterInputProps {
  readonly field: ParameterField
  readonly register: UseFormRegister<Values>
  readonly error: string | undefined
  readonly was: string | undefined
}

function ParameterInput({
  field: { name, kind, options, hint, isRequired },
  register,
  error,
  was,
}: ParameterInputProps) {
  const shared = { label: name, hint: hint === '' ? undefined : hint, error, was }
  if (kind === 'choice' || kind === 'boolean') {
    const values = kind === 'boolean' ? ['true', 'false'] : options
    return (
      <SelectField
        {...shared}
        options={values.map((value) => ({ value, label: value }))}
        {...register(name)}
      />
    )
  }
  return (
    <TextField
      {...shared}
      required={isRequired}
      inputMode={kind === 'integer' ? 'numeric' : kind === 'number' ? 'decimal' : 'text'}
      {...register(name)}
    />
  )
}
