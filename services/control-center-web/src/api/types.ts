/** What the API answers with, by name. */
import type { components } from './generated/schema.ts'

type Schemas = components['schemas']

export type Bot = Schemas['Bot']
export type BotStatusWish = Schemas['BotStatusWish']
export type Command = Schemas['Command']
export type Denial = Schemas['Denial']
export type EquityHistory = Schemas['EquityHistory']
export type Feed = Schemas['Feed']
export type Fill = Schemas['Fill']
export type Granted = Schemas['Granted']
export type Instrument = Schemas['Instrument']
export type Me = Schemas['Me']
export type Order = Schemas['Order']
export type Portfolio = Schemas['Portfolio']
export type Portfolios = Schemas['Portfolios']
export type Position = Schemas['Position']
export type ProblemJson = Schemas['Problem']
export type Risk = Schemas['Risk']
export type Strategy = Schemas['Strategy']
export type System = Schemas['System']
export type Trade = Schemas['Trade']
