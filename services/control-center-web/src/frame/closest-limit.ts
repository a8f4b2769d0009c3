import type { Risk } from '../api/types.ts'

type LimitUse = Risk['limits'][number]

/** The limit that is used most; undefined where none is known to be in use. */
export function closestLimit(risk: Pick<Risk, 'limits'> | undefined): LimitUse | undefined {
  const known = (risk?.limits ?? []).filter(({ share }) => share !== null)
  return known.toSorted((a, b) => (b.share ?? 0) - (a.share ?? 0))[0]
}
