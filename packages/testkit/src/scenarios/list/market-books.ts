/** Books that scenarios begin with: a spread of two, deep enough for every order that is not meant to go through them. */
import type { ScriptedBook } from '../scenario.ts'

export const BTC_BOOK: ScriptedBook = {
  bids: [
    ['64999', '2'],
    ['64998', '3'],
  ],
  asks: [
    ['65001', '2'],
    ['65002', '3'],
  ],
}

export const ETH_BOOK: ScriptedBook = {
  bids: [
    ['3499', '20'],
    ['3498', '30'],
  ],
  asks: [
    ['3501', '20'],
    ['3502', '30'],
  ],
}

export const SOL_BOOK: ScriptedBook = {
  bids: [
    ['149.5', '500'],
    ['149', '500'],
  ],
  asks: [
    ['150.5', '500'],
    ['151', '500'],
  ],
}
