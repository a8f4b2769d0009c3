/** One thing that was looked at, and what to do where it is not right. */
export interface Finding {
  readonly check: string
  readonly result: 'ok' | 'warning' | 'fault'
  readonly detail: string
}

export const ok = (check: string, detail: string): Finding => ({ check, result: 'ok', detail })
export const warning = (check: string, detail: string): Finding => ({ check, result: 'warning', detail })
export const fault = (check: string, detail: string): Finding => ({ check, result: 'fault', detail })
