import { ListSkeleton } from "@/components/hotel/page-skeleton";

export default function Loading() {
  return <ListSkeleton tabs={5} />;
}
