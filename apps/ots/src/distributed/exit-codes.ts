/** What the end of a service's process tells whoever supervises it. */
export const EXIT = {
  STOPPED: 0,
  FAILED: 1,
  /** Starting again changes nothing: a person has to. */
  MISCONFIGURED: 2,
  /** It does not lead any more: started again, it waits for its turn. As `EX_TEMPFAIL`. */
  LEADS_NO_MORE: 75,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
