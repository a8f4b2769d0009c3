import { MarketPage } from '../../../src/features/market/market-page.tsx'

export default function Page() {
  return <MarketPage />
}
