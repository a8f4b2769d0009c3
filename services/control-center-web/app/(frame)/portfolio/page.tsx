import { PortfolioPage } from '../../../src/features/portfolio/portfolio-page.tsx'

export default function Page() {
  return <PortfolioPage />
}
