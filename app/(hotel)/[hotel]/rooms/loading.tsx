import { RoomsSkeleton } from "@/components/rooms/rooms-skeleton";

export default RoomsSkeleton;
