'use client'
/**
 * A strategy's parameters, made from its schema. Most who look at them change none: what does is loaded when somebody reaches for
 * them, and takes over what was written by then, and where.
 */
import { useTranslations } from 'next-intl'
import { type ComponentType, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Strategy } from '../../api/types.ts'
import { Panel } from '../../ui/panel.tsx'
import { PanelEmpty } from '../../ui/panel-states.tsx'
import { type ParameterField, parameterFields, schemaOfValues, textsOf } from './parameter-fields.ts'
import type { Begun, ParameterFormProps } from './parameter-form.tsx'
import { isChoice, ParameterInput, ParameterLayout, REASON } from './parameter-layout.tsx'

export function ParameterPanel({ strategy }: { readonly strategy: Strategy }) {
  const t = useTranslations('strategies.parameters')
  const { params, paramsSchema } = strategy
  const hasSchema = paramsSchema !== null
  const schema = useMemo(
    () => (hasSchema ? paramsSchema : schemaOfValues(params)),
    [hasSchema, paramsSchema, params],
  )
  const fields = useMemo(() => parameterFields(schema), [schema])
  if (fields.length === 0 || params === null)
    return (
      <Panel title={t('title')}>
        <PanelEmpty title={t('none')}>{t(params === null ? 'notKnown' : 'noSchema')}</PanelEmpty>
      </Panel>
    )
  return <Parameters {...{ strategy, fields, hasSchema }} />
}

type PartsProps = Omit<ParameterFormProps, 'begun'>

interface Loaded {
  readonly Form: ComponentType<ParameterFormProps>
  readonly begun: Begun
  readonly focus: Focus | undefined
}

function Parameters(props: PartsProps) {
  const box = useRef<HTMLDivElement>(null)
  const [loaded, setLoaded] = useState<Loaded>()
  useLayoutEffect(() => {
    if (loaded?.focus !== undefined) restoreFocus(box.current, loaded.focus)
  }, [loaded])
  const reach = async (): Promise<void> => {
    const parts = await import('./parameter-form.tsx').catch(() => undefined)
    const form = box.current?.querySelector('form')
    // Not to be had, with the server away: the next touch tries again.
    if (parts === undefined || form === undefined || form === null) return
    const begun = begunIn(form, props.fields)
    const now = { Form: parts.ParameterForm, begun, focus: focusIn(form) }
    // At once: what is typed between reading one form and showing the other would be in neither.
    flushSync(() => setLoaded((before) => before ?? now))
  }
  const reached = () => (loaded === undefined ? void reach() : undefined)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it does nothing for whoever reaches for it; what is in it does.
    <div ref={box} onPointerEnter={reached} onFocus={reached} onInput={reached}>
      {loaded === undefined ? <AsTheyAre {...props} /> : <loaded.Form {...props} begun={loaded.begun} />}
    </div>
  )
}

function AsTheyAre({ strategy: { params, generation }, fields, hasSchema }: PartsProps) {
  const inForce = textsOf(params, fields)
  return (
    <ParameterLayout
      {...{ generation, hasSchema }}
      changes={0}
      canApply={false}
      form={{ onSubmit: (event) => event.preventDefault() }}
      inputs={fields.map((field) => (
        <ParameterInput
          // React follows another default in a text field, but not in a choice: that one is made anew.
          key={isChoice(field) ? `${field.name}/${inForce[field.name]}` : field.name}
          field={field}
          name={field.name}
          defaultValue={inForce[field.name]}
        />
      ))}
    />
  )
}

function begunIn(form: HTMLFormElement, fields: readonly ParameterField[]): Begun {
  const entries = new FormData(form)
  const textOf = (name: string) => String(entries.get(name) ?? '')
  return {
    values: Object.fromEntries(fields.map(({ name }) => [name, textOf(name)])),
    reason: textOf(REASON),
  }
}

interface Focus {
  readonly name: string
  readonly from: number | null
  readonly to: number | null
}

function focusIn(form: HTMLFormElement): Focus | undefined {
  const at = document.activeElement
  if (at === null || !form.contains(at)) return undefined
  if (at instanceof HTMLInputElement) return { name: at.name, from: at.selectionStart, to: at.selectionEnd }
  return at instanceof HTMLSelectElement ? { name: at.name, from: null, to: null } : undefined
}

function restoreFocus(box: HTMLElement | null, { name, from, to }: Focus): void {
  const input = box?.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`)
  input?.focus({ preventScroll: true })
  if (input instanceof HTMLInputElement && from !== null) input.setSelectionRange(from, to)
}
