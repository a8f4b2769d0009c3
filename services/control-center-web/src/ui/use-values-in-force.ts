'use client'
/** What is in force may be changed elsewhere while a form changes it: fields that nobody has touched follow, the others stay as they were typed. */
import { useEffect, useRef } from 'react'
import type { UseFormReturn } from 'react-hook-form'

type Texts = Readonly<Record<string, string>>

/**
 * The form begins with `defaultValues`. react-hook-form's own `values` is no way to begin: it writes them once more after the
 * fields have appeared, over whatever was typed by then.
 */
export function useValuesInForce(
  { getValues, setValue }: Pick<UseFormReturn<Record<string, string>>, 'getValues' | 'setValue'>,
  inForce: Texts,
): void {
  const known = useRef(inForce)
  useEffect(() => {
    const before = known.current
    known.current = inForce
    for (const [name, value] of Object.entries(inForce))
      if (value !== before[name] && getValues(name) === before[name])
        setValue(name, value, { shouldValidate: true })
  }, [inForce, getValues, setValue])
}
