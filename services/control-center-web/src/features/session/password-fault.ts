/** What the API says no to, told before it is asked. It decides; this only spares a way (core/password-rules.ts there). */
export const FEWEST = 12
export const MOST = 256
const FEWEST_DIFFERENT = 5

export type PasswordFault = 'tooShort' | 'tooLong' | 'repeats' | 'hasName' | 'asBefore'

/** Undefined where nothing is wrong with it. */
export function passwordFault(wanted: string, current: string, userName: string): PasswordFault | undefined {
  if ([...wanted].length < FEWEST) return 'tooShort'
  if (wanted.length > MOST) return 'tooLong'
  if (new Set(wanted).size < FEWEST_DIFFERENT) return 'repeats'
  if (userName !== '' && wanted.toLowerCase().includes(userName)) return 'hasName'
  return wanted === current ? 'asBefore' : undefined
}
