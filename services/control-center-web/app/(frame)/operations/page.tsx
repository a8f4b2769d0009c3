import { OperationsPage } from '../../../src/features/operations/operations-page.tsx'

export default function Page() {
  return <OperationsPage />
}
