'use client'
/** Changes a strategy's parameters: what would change is shown before it is asked for, and with a reason. */
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { type Resolver, useForm, useWatch } from 'react-hook-form'
import { useApi } from '../../api/api-provider.tsx'
import { answerOf } from '../../api/problem.ts'
import type { Strategy } from '../../api/types.ts'
import { useSendCommand } from '../../commands/use-send-command.ts'
import { Badge } from '../../ui/badge.tsx'
import { Callout } from '../../ui/callout.tsx'
import { DiffList } from '../../ui/diff-list.tsx'
import { useValuesInForce } from '../../ui/use-values-in-force.ts'
import { type ParameterField, paramsOf, standsFor, textsOf } from './parameter-fields.ts'
import { ParameterInput, ParameterLayout } from './parameter-layout.tsx'

type Values = Record<string, string>

/** What was written before this was loaded. */
export interface Begun {
  readonly values: Readonly<Values>
  readonly reason: string
}

export interface ParameterFormProps {
  readonly strategy: Strategy
  readonly fields: readonly ParameterField[]
  readonly hasSchema: boolean
  readonly begun: Begun
}

export function ParameterForm({ strategy, fields, hasSchema, begun }: ParameterFormProps) {
  const t = useTranslations('strategies.parameters')
  const { params, generation } = strategy
  const inForce = useMemo(() => textsOf(params, fields), [params, fields])
  const resolver = useResolver(fields, inForce)
  const form = useForm<Values>({ resolver, mode: 'onChange', defaultValues: { ...inForce, ...begun.values } })
  const { register, control, formState, reset, handleSubmit, trigger } = form
  useValuesInForce(form, inForce)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was begun is checked once; what is typed from then on is, as it is typed.
  useEffect(() => {
    void trigger(Object.keys(begun.values).filter((name) => begun.values[name] !== inForce[name]))
  }, [])
  const values = useWatch({ control })
  const changed = fields.filter((field) => {
    const text = values[field.name]
    return text !== undefined && standsFor(field, text) !== inForce[field.name]
  })
  const apply = useApply(strategy.id, changed.length)
  const [reason, setReason] = useState(begun.reason)
  const submit = handleSubmit(async (given) => {
    if (await apply.send(paramsOf(fields, given), reason)) setReason('')
  })
  return (
    <ParameterLayout
      {...{ generation, hasSchema }}
      changes={changed.length}
      canApply={changed.length > 0 && formState.isValid && reason.trim() !== '' && !apply.isSending}
      form={{ onSubmit: (event) => void submit(event) }}
      reason={{ value: reason, onChange: (event) => setReason(event.target.value) }}
      onDiscard={() => reset(inForce)}
      end={
        changed.length === 0 ? null : <Badge tone="accent">{t('changes', { count: changed.length })}</Badge>
      }
      inputs={fields.map((field) => (
        <ParameterInput
          key={field.name}
          field={field}
          error={formState.errors[field.name]?.message}
          was={changed.includes(field) ? inForce[field.name] || '–' : undefined}
          {...register(field.name)}
        />
      ))}
      before={
        changed.length === 0 ? null : (
          <div className="border-line border-t px-3.5 py-3">
            <h3 className="font-semibold text-12 text-strong">{t('before')}</h3>
            <DiffList
              changes={changed.map((field) => ({
                name: field.name,
                from: inForce[field.name] || '–',
                to: standsFor(field, values[field.name] ?? '') || '–',
              }))}
            />
            <Callout className="mt-2">{t('what')}</Callout>
          </div>
        )
      }
    />
  )
}

/** By the strategy's schema, and what reads it is loaded for the first change: what is in force was found right before. */
function useResolver(fields: readonly ParameterField[], inForce: Values): Resolver<Values> {
  const t = useTranslations('strategies.parameters')
  return useCallback(
    async (values) => {
      if (fields.every(({ name }) => values[name] === inForce[name])) return { values, errors: {} }
      const { parameterFaults } = await import('./parameter-faults.ts')
      const faults = [
        ...parameterFaults(fields, values, {
          ...{ required: t('required'), whole: t('whole'), number: t('number') },
          bound: (kind, bound) => t(`bound.${kind}`, { bound }),
          other: (message) => t('other', { message }),
        }),
      ]
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
