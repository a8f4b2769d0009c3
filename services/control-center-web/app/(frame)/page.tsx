import { OverviewPage } from '../../src/features/overview/overview-page.tsx'

export default function Page() {
  return <OverviewPage />
}
