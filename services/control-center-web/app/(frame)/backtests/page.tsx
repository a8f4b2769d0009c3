import { BacktestsPage } from '../../../src/features/backtests/backtests-page.tsx'

export default function Page() {
  return <BacktestsPage />
}
