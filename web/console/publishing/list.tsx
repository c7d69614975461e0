import { PageHeader } from '../../ui/PageHeader.tsx'

export default function DocumentList() {
  return <PageHeader title="信息发布" />
}
