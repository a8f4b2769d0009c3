/** What is set at a level, as text; of the account, what is in force. */
import type { Risk } from '../../api/types.ts'
import type { LimitName } from './limit-kinds.ts'

export type LimitLevel = Risk['set'][number]['level']
export type LimitValues = Partial<Record<LimitName, string>>

export function limitsAt(
  { limits, set }: Pick<Risk, 'limits' | 'set'>,
  level: LimitLevel,
  id: string,
): LimitValues {
  if (level === 'account') return Object.fromEntries(limits.map(({ limit, allowed }) => [limit, allowed]))
  const own = set.find((each) => each.level === level && each.id === id)?.limits ?? {}
  return Object.fromEntries(Object.entries(own).map(([name, value]) => [name, String(value)]))
}

export const isLimitLevel = (text: string): text is LimitLevel =>
  text === 'account' || text === 'strategy' || text === 'instrument'

/** `strategy/ma-cross` → its two parts. */
export function scopeIn(scope: string): readonly [LimitLevel, string] {
  const [level = 'account', ...id] = scope.split('/')
  return [isLimitLevel(level) ? level : 'account', id.join('/')]
}
