import "./cases";
import "./deeds";
import "./passbooks";
import "./platform";
import "./registry";
import "./workspace";
