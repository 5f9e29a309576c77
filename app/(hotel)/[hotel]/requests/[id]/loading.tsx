import { RecordSkeleton } from "@/components/hotel/page-skeleton";

export default RecordSkeleton;
