'use client'
import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

interface FieldFrameProps {
  readonly label: ReactNode
  /** At the end of the label: bounds, what it is counted from. */
  readonly hint?: ReactNode
  readonly error?: string | undefined
  readonly className?: string | undefined
}

const box =
  'flex h-8 items-center gap-2 rounded-2 border bg-inset px-2.5 text-13 focus-within:shadow-[var(--focus)] max-md:h-11'
const boxTone = (hasError: boolean, isChanged: boolean): string =>
  hasError ? 'border-loss' : isChanged ? 'border-accent bg-accent-tint' : 'border-line-strong'

export interface TextFieldProps extends FieldFrameProps, Omit<ComponentProps<'input'>, 'className'> {
  readonly unit?: ReactNode
  /** What it was, where it was changed. */
  readonly was?: string | undefined
}

export function TextField({ label, hint, error, className, unit, was, ...input }: TextFieldProps) {
  const t = useTranslations('ui')
  const id = useId()
  return (
    <FieldFrame {...{ id, label, hint, error, className }}>
      <div className={classNames(box, boxTone(error !== undefined, was !== undefined))}>
        <input
          id={id}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
          autoComplete="off"
          className="w-full min-w-0 flex-1 bg-transparent text-strong outline-none placeholder:text-faint focus-visible:shadow-none max-md:text-15"
          {...input}
        />
        {was === undefined ? null : (
          <span className="whitespace-nowrap text-11 text-body">{t('was', { value: was })}</span>
        )}
        {unit === undefined ? null : (
          // On the tint of a changed one, fainter text cannot be read.
          <span
            className={classNames(
              'whitespace-nowrap text-11',
              was === undefined ? 'text-faint' : 'text-body',
            )}
          >
            {unit}
          </span>
        )}
      </div>
    </FieldFrame>
  )
}

export interface SelectFieldProps extends FieldFrameProps, Omit<ComponentProps<'select'>, 'className'> {
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly was?: string | undefined
}

/** The browser's own: known to every keyboard and every reader. */
export function SelectField({ label, hint, error, className, options, was, ...select }: SelectFieldProps) {
  const t = useTranslations('ui')
  const id = useId()
  return (
    <FieldFrame {...{ id, label, hint, error, className }}>
      <div className={classNames(box, boxTone(error !== undefined, was !== undefined))}>
        <select
          id={id}
          aria-invalid={error !== undefined}
          className="w-full min-w-0 flex-1 bg-inset text-strong outline-none focus-visible:shadow-none"
          {...select}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        {was === undefined ? null : (
          <span className="whitespace-nowrap text-11 text-body">{t('was', { value: was })}</span>
        )}
      </div>
    </FieldFrame>
  )
}

interface FrameProps extends FieldFrameProps {
  readonly id: string
  readonly children: ReactNode
}

function FieldFrame({ id, label, hint, error, className, children }: FrameProps) {
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="truncate text-12 text-body">
          {label}
        </label>
        {hint === undefined ? null : <span className="whitespace-nowrap text-11 text-faint">{hint}</span>}
      </div>
      {children}
      {error === undefined ? null : (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-12 text-loss">
          <TriangleAlert className="mt-0.5 size-3.5 flex-none" aria-hidden />
          {error}
        </p>
      )}
    </div>
  )
}

export interface CheckFieldProps extends Omit<ComponentProps<'input'>, 'type' | 'className'> {
  readonly label: ReactNode
  readonly note?: ReactNode
  readonly className?: string | undefined
}

export function CheckField({ label, note, className, ...input }: CheckFieldProps) {
  const id = useId()
  return (
    <div className={classNames('flex items-start gap-2.5', className)}>
      <input id={id} type="checkbox" className="mt-0.5 size-4 flex-none accent-accent-solid" {...input} />
      <label htmlFor={id} className="text-13 text-strong">
        {label}
        {note === undefined ? null : <span className="block text-12 text-body">{note}</span>}
      </label>
    </div>
  )
}
