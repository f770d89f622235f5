// The restored repository's realtime server is the relay of grid_governance (devtools/realtime).
import("../../../node/realtime/socketio.mjs");
