import { RiskPage } from '../../../src/features/risk/risk-page.tsx'

export default function Page() {
  return <RiskPage />
}
