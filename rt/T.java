import javax.net.ssl.*; import java.net.*; import java.util.*;
public class T { public static void main(String[] a) throws Exception {
 var s=new ServerSocket(0,50,InetAddress.getByName("127.0.0.1"));
 Thread.ofVirtual().start(()->{ try { var c=s.accept(); c.getInputStream().read(); byte[] b=Arrays.copyOf(HexFormat.of().parseHex(a[0]),47); b[44]=(byte)0xc0;b[45]=0x13; c.getOutputStream().write(b); c.shutdownOutput(); c.getInputStream().readAllBytes(); } catch(Exception e){e.printStackTrace();}});
 var ss=(SSLSocket)SSLContext.getDefault().getSocketFactory().createSocket("127.0.0.1",s.getLocalPort());
 var p=ss.getSSLParameters(); p.setProtocols(new String[]{"TLSv1.3","TLSv1.2"}); ss.setSSLParameters(p);
 try { ss.startHandshake(); } catch(Exception e){e.printStackTrace();}
}}
