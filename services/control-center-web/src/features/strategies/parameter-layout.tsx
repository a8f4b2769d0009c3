'use client'
/** How a strategy's parameters look: the same while what changes them is not loaded yet. */
import { useTranslations } from 'next-intl'
import type { ComponentProps, ReactNode } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { useMay } from '../../api/api-provider.tsx'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { ParameterField } from './parameter-fields.ts'

/** The reason's name in the form: no parameter has it, since theirs are names. */
export const REASON = 'reason for the audit log'

interface ParameterLayoutProps {
  readonly generation: number | null
  readonly hasSchema: boolean
  /** How many are to be changed. */
  readonly changes: number
  readonly end?: ReactNode
  readonly inputs: ReactNode
  /** What would change. */
  readonly before?: ReactNode
  readonly reason?: Pick<ComponentProps<'input'>, 'value' | 'onChange'>
  readonly canApply: boolean
  readonly onDiscard?: () => void
  readonly form: Omit<ComponentProps<'form'>, 'children'>
}

export function ParameterLayout(props: ParameterLayoutProps) {
  const { generation, hasSchema, changes, end, inputs, before, reason, canApply, onDiscard, form } = props
  const t = useTranslations('strategies.parameters')
  const mayChange = useMay('operator')
  return (
    <Panel
      title={t('title')}
      sub={generation === null ? undefined : t('generation', { generation })}
      end={end}
    >
      <form {...form}>
        <div className="grid grid-cols-2 gap-3 px-3.5 pb-3.5">{inputs}</div>
        {hasSchema ? null : <p className="px-3.5 pb-3 text-11 text-faint">{t('withoutSchema')}</p>}
        {before}
        <div className="flex flex-wrap gap-2 border-line border-t px-3.5 py-3">
          <input
            name={REASON}
            aria-label={t('reason')}
            placeholder={t('reason')}
            maxLength={1_000}
            autoComplete="off"
            className="h-7 min-w-0 basis-full rounded-2 border border-line-strong bg-inset px-2.5 text-12 text-strong placeholder:text-faint max-md:h-11"
            {...reason}
          />
          <Button kind="ghost" className="ml-auto" disabled={changes === 0} onClick={onDiscard}>
            {t('discard')}
          </Button>
          <Button type="submit" kind="primary" disabled={!mayChange || !canApply}>
            {mayChange ? t('apply', { count: changes }) : t('needsOperator')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}

interface ParameterInputProps extends Partial<UseFormRegisterReturn> {
  readonly field: ParameterField
  readonly defaultValue?: string | undefined
  readonly error?: string | undefined
  readonly was?: string | undefined
}

export const isChoice = ({ kind }: ParameterField): boolean => kind === 'choice' || kind === 'boolean'

export function ParameterInput({ field, error, was, ...input }: ParameterInputProps) {
  const { name, kind, options, hint, isRequired, byDefault } = field
  const shared = { label: name, hint: hint === '' ? undefined : hint, error, was, ...input }
  if (isChoice(field)) {
    const values = kind === 'boolean' ? ['true', 'false'] : options
    return <SelectField {...shared} options={values.map((value) => ({ value, label: value }))} />
  }
  return (
    <TextField
      {...shared}
      required={isRequired}
      placeholder={byDefault}
      inputMode={kind === 'integer' ? 'numeric' : kind === 'number' ? 'decimal' : 'text'}
    />
  )
}
