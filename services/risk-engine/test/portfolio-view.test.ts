import { type Money, type Position, parseMoney, parsePrice, parseQuantity } from '@oasis/domain'
import { describe, expect, test } from 'vitest'
import { check, reserve } from '../src/core/check.ts'
import { observeFeedStatus } from '../src/core/market-board.ts'
import { portfolioOf } from '../src/core/portfolio-view.ts'
import type { RiskState } from '../src/core/risk-state.ts'
import { BTC, ETH, intent, NOW, openState, STRATEGY, USD } from './risk-fixtures.ts'

const position = (quantity: string, costBasis: string): Position => ({
  quantity: parseQuantity(quantity),
  costBasis: parseMoney(costBasis),
  realizedPnl: parseMoney('7'),
  fees: parseMoney('1'),
})

/** 2 BTC bought at 45,000 each, and ETH sold again. */
function holding(): RiskState {
  const state = openState({ balances: { USD: '1000', BTC: '2' } })
  const held = new Map([
    [BTC, position('2', '90000')],
    [ETH, position('0', '0')],
  ])
  const byStrategy = new Map([[STRATEGY, held]])
  return { ...state, accountSeq: 5, ledger: { ...state.ledger, byInstrument: held, byStrategy } }
}

describe('a portfolio', () => {
  test('shows positions at mid, equity, and balances with what open orders hold', () => {
    const open = check(holding(), intent(1), NOW)
    if (open.result !== 'APPROVED') throw new Error(open.code)
    const portfolio = portfolioOf(reserve(holding(), open), NOW)
    const btc = {
      ...position('2', '90000'),
      instrumentId: BTC,
      mark: parsePrice('50000'),
      value: parseMoney('100000'),
      unrealizedPnl: parseMoney('10000'),
    }
    expect(portfolio).toMatchObject({
      accountSeq: 5,
      riskEpoch: 1,
      equity: parseMoney('101000'),
      openOrders: 1,
      balances: [
        { currency: USD, total: parseMoney('1000'), held: parseMoney('505') },
        { currency: 'BTC', total: parseMoney('2'), held: 0n },
      ],
      grossExposure: parseMoney('100500'),
      netExposure: parseMoney('100500'),
    })
    expect(portfolio.positions[0]).toEqual(btc)
    expect(portfolio.byStrategy[0]).toEqual({ ...btc, strategyId: STRATEGY })
  })

  test('without a usable price shows neither mark nor equity, and values exposure at the last mid', () => {
    const state = holding()
    const { venue } = state.account
    observeFeedStatus(
      state.market,
      {
        venue,
        connection: 'c' as never,
        state: 'GAP',
        instruments: [BTC],
        detail: '',
        tsInit: NOW,
      },
      NOW,
    )
    const portfolio = portfolioOf(state, NOW)
    expect(portfolio).not.toHaveProperty('equity')
    expect(portfolio.positions[0]).toEqual({ ...position('2', '90000'), instrumentId: BTC })
    expect(portfolio.grossExposure).toBe(parseMoney('100000'))
  })

  test('a flat position needs no price', () => {
    const state = holding()
    const { venue } = state.account
    observeFeedStatus(
      state.market,
      {
        venue,
        connection: 'c' as never,
        state: 'GAP',
        instruments: [ETH],
        detail: '',
        tsInit: NOW,
      },
      NOW,
    )
    expect(portfolioOf(state, NOW).equity).toBe(parseMoney('101000'))
  })

  test('an order on an instrument that reference data has dropped counts by what may still fill', () => {
    const state = openState()
    const open = check(state, intent(1), NOW)
    if (open.result !== 'APPROVED') throw new Error(open.code)
    const reserved = reserve(state, open)
    reserved.market.instruments.delete(BTC)
    expect(portfolioOf(reserved, NOW).grossExposure).toBe((500n * 10n ** 18n) as Money)
  })
})
