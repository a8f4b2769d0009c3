import { deny, type InstrumentContext, type Rule } from '../rule.ts'

export const botPaused: Rule<InstrumentContext> = ({ state: { control }, reduction }) =>
  control.status === 'PAUSED' && !reduction ? deny('BOT_PAUSED', { reason: control.reason }) : undefined
