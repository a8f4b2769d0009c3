import { StrategiesPage } from '../../../src/features/strategies/strategies-page.tsx'

export default function Page() {
  return <StrategiesPage />
}
