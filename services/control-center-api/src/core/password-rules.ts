/** What a password must be. Length is what counts; rules of composition make people predictable. */
export const MIN_PASSWORD = 12
export const MAX_PASSWORD = 256

/** Undefined where nothing is wrong with it. */
export function passwordFault(password: string, userName: string): string | undefined {
  if ([...password].length < MIN_PASSWORD) return `at least ${MIN_PASSWORD} characters are needed`
  if (password.length > MAX_PASSWORD) return `at most ${MAX_PASSWORD} characters are taken`
  if (new Set(password).size < 5) return 'it repeats too few characters'
  if (password.toLowerCase().includes(userName)) return 'it contains the name of the user'
  return undefined
}

const USER_NAME = /^[a-z0-9][a-z0-9._@-]{0,63}$/
export const USER_NAME_RULE = 'up to 64 lower-case letters, digits, ".", "_", "@" and "-"'

/** Names are compared as they are written down: in lower case. */
export const normalizedName = (name: string): string => name.normalize('NFKC').trim().toLowerCase()

export const isUserName = (name: string): boolean => USER_NAME.test(name)
