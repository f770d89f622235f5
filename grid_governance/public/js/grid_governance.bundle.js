import "./cases";
import "./deeds";
import "./registry";
import "./workspace";
